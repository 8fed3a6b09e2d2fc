import { Inject, Injectable, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { WEBHOOK, WEBHOOK_SECRETS } from '@earshot/connectors';
import { Clock, NotFound, PollBook, type SourceToPoll } from '@earshot/domain';
import type { Request } from 'express';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { idParam } from '../http/validation.pipe.js';
import { signatureFault } from '../watch/webhook-signature.js';

export type DeliveryRequest = Request & { source?: SourceToPoll };

const SOURCE_ID = idParam('Webhook');

/** Lets in what was signed with a secret of the webhook source that the path names. The body is not looked at before. */
@Injectable()
export class SignedDeliveryGuard implements CanActivate {
  constructor(
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    private readonly book: PollBook,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DeliveryRequest>();
    const source = await this.sourceOf(String(request.params.sourceId));
    const secrets = this.settings.intake.openSecrets(source);
    const signed = {
      id: request.get('webhook-id'),
      timestamp: request.get('webhook-timestamp'),
      signature: request.get('webhook-signature'),
      body: bytesOf(request),
    };
    // While the sender changes its secret, the new one and the one before are good.
    const faults = WEBHOOK_SECRETS.flatMap((name) => secrets[name] ?? []).map((secret) =>
      signatureFault(signed, secret, this.clock.now()),
    );
    if (!faults.includes(null))
      throw new UnauthorizedException(faults[0] ?? 'This source has no secret to check a signature with');
    request.source = source;
    return true;
  }

  private async sourceOf(given: string): Promise<SourceToPoll> {
    const id = SOURCE_ID.transform(given, { type: 'param' });
    const source = await this.book.find(id).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    // Which other sources there are is nobody's business.
    if (source?.kind !== WEBHOOK.kind) throw new NotFound('Webhook', id);
    return source;
  }
}

/** Empty where the request has no body. */
export function bytesOf(request: Request): Uint8Array {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
