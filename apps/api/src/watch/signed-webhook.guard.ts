import { Inject, Injectable, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Clock, NotFound } from '@earshot/domain';
import type { Request } from 'express';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { signatureFault } from './webhook-signature.js';

/** Lets in what was signed with the configured secret; without one there is no such route. Runs before the body is looked at. */
@Injectable()
export class SignedWebhookGuard implements CanActivate {
  constructor(
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request & { rawBody?: Buffer }>();
    if (this.settings.watchSecret === null) throw new NotFound('The webhook', request.path);
    const signed = {
      id: request.get('webhook-id'),
      timestamp: request.get('webhook-timestamp'),
      signature: request.get('webhook-signature'),
      body: request.rawBody ?? Buffer.alloc(0),
    };
    const fault = signatureFault(signed, this.settings.watchSecret, this.clock.now());
    if (fault !== null) throw new UnauthorizedException(fault);
    return true;
  }
}
