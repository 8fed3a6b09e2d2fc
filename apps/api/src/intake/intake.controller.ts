import { Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '@earshot/access';
import { rowSchema } from '@earshot/connector-kit';
import { webhookOptions } from '@earshot/connectors';
import { DeliveryAnswer } from '@earshot/contracts';
import { Clock, Conflict, PollBook, type StoredDelivery } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { Brought } from './brought.js';
import { deliveredMessages, MOST_MESSAGES } from './delivered-messages.js';
import { bytesOf, SignedDeliveryGuard, type DeliveryRequest } from './signed-delivery.guard.js';

class DeliveryAnswerDto extends contractDto(DeliveryAnswer) {}

const DELIVERY = z.object({ messages: z.array(rowSchema).min(1).max(MOST_MESSAGES) });
const BODY = z.toJSONSchema(DELIVERY, { io: 'input', unrepresentable: 'any' }) as object;

/** Messages that other systems send: a shop, a chat, a call centre. */
@ApiTags('intake')
@Controller(`${API_PREFIX}/intake`)
export class IntakeController {
  constructor(
    private readonly brought: Brought,
    private readonly book: PollBook,
    private readonly clock: Clock,
  ) {}

  /** The same delivery is taken once by its id, and the same message once by its own, in whichever delivery it comes. */
  @Post(':sourceId')
  @HttpCode(202)
  @Public()
  @UseGuards(SignedDeliveryGuard)
  @ApiParam({ name: 'sourceId', type: String, description: 'A source of the kind webhook' })
  @ApiHeader({ name: 'webhook-id', description: 'Unique for each delivery, the same at every attempt' })
  @ApiHeader({ name: 'webhook-timestamp', description: 'Seconds since the epoch, of this attempt' })
  @ApiHeader({ name: 'webhook-signature', description: 'v1, and HMAC-SHA256 of ID.TIMESTAMP.BODY in base64' })
  @ApiBody({ schema: BODY, description: 'Messages, at most 5 MB; one message may stand by itself' })
  @ApiConflictResponse({ description: 'The source is paused, or the id belongs to a delivery with another body' })
  @ZodResponse({ status: 202, type: DeliveryAnswerDto, description: 'What the delivery came to' })
  async take(@Req() request: DeliveryRequest): Promise<DeliveryAnswer> {
    const { source } = request;
    if (source === undefined) throw new Error('a delivery came past its guard');
    const deliveryId = request.get('webhook-id') ?? '';
    const body = bytesOf(request);
    const deliveryHash = createHash('sha256').update(body).digest();
    const before = await this.book.findDelivery(source.id, deliveryId);
    if (before !== null) return repeated(before, deliveryId, deliveryHash);
    const { channel } = webhookOptions.parse(source.options);
    const { faults, ...page } = deliveredMessages(body, this.clock.now(), channel);
    const ledger = await this.brought.store(source.id, { ...page, deliveryId, deliveryHash });
    return { ...ledger, skipped: { ...ledger.skipped }, repeated: false, faults: [...faults] };
  }
}

/**
 * The answer of the first time. @throws Conflict when the sender means something else: taken for a repetition, it would be
 * lost without a word
 */
function repeated({ ledger, hash }: StoredDelivery, deliveryId: string, given: Buffer): DeliveryAnswer {
  if (hash !== null && !given.equals(hash))
    throw new Conflict(
      `The webhook-id ${deliveryId} was used for another body: send this one under an id of its own; only a repetition, the same to the byte, keeps its id`,
    );
  return { ...ledger, skipped: { ...ledger.skipped }, repeated: true, faults: [] };
}
