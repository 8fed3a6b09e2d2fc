import { Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '@earshot/access';
import { rowSchema } from '@earshot/connector-kit';
import { webhookOptions } from '@earshot/connectors';
import { DeliveryAnswer } from '@earshot/contracts';
import { Clock, PollBook } from '@earshot/domain';
import { createZodDto, ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { API_PREFIX } from '../api-settings.js';
import { Brought } from './brought.js';
import { deliveredMessages, MOST_MESSAGES } from './delivered-messages.js';
import { bytesOf, SignedDeliveryGuard, type DeliveryRequest } from './signed-delivery.guard.js';

class DeliveryAnswerDto extends createZodDto(DeliveryAnswer) {}

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
  @ZodResponse({ status: 202, type: DeliveryAnswerDto, description: 'What the delivery came to' })
  async take(@Req() request: DeliveryRequest): Promise<DeliveryAnswer> {
    const { source } = request;
    if (source === undefined) throw new Error('a delivery came past its guard');
    const deliveryId = request.get('webhook-id') ?? '';
    const before = await this.book.findDelivery(source.id, deliveryId);
    if (before !== null) return { ...before, skipped: { ...before.skipped }, repeated: true, faults: [] };
    const { channel } = webhookOptions.parse(source.options);
    const { faults, ...page } = deliveredMessages(bytesOf(request), this.clock.now(), channel);
    const ledger = await this.brought.store(source.id, { ...page, deliveryId });
    return { ...ledger, skipped: { ...ledger.skipped }, repeated: false, faults: [...faults] };
  }
}
