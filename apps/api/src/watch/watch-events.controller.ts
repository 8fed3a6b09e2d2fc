import { Body, Controller, Headers, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Public } from '@earshot/access';
import type { WatchEventAnswer } from '@earshot/contracts';
import type { ReportedEvent } from '@earshot/domain';
import { WatchActions } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { SignedWebhookGuard } from './signed-webhook.guard.js';
import { WatchEventAnswerDto, WatchEventRequestDto } from './watch-schemas.js';

/** What other systems report about customers: early signs of trouble. */
@ApiTags('watch')
@Controller(`${API_PREFIX}/watch-events`)
export class WatchEventsController {
  constructor(private readonly watch: WatchActions) {}

  /** The same id is taken once; sending it again is answered as the first time. */
  @Post()
  @HttpCode(200)
  @Public()
  @UseGuards(SignedWebhookGuard)
  @ApiHeader({ name: 'webhook-id', description: 'Unique for each event, the same at every attempt' })
  @ApiHeader({ name: 'webhook-timestamp', description: 'Seconds since the epoch, of this attempt' })
  @ApiHeader({ name: 'webhook-signature', description: 'v1, and HMAC-SHA256 of ID.TIMESTAMP.BODY in base64' })
  @ZodResponse({ status: 200, type: WatchEventAnswerDto, description: 'What the report came to' })
  async report(
    @Headers('webhook-id') externalId: string,
    @Body() request: WatchEventRequestDto,
  ): Promise<WatchEventAnswer> {
    return this.watch.report(reportedEvent(externalId, request));
  }
}

function reportedEvent(externalId: string, { type, timestamp, data }: WatchEventRequestDto): ReportedEvent {
  const { customer, reference, dueOn, amount } = data;
  return {
    kind: type,
    externalId,
    customer:
      'address' in customer
        ? { namespace: 'mailto', value: customer.address.toLowerCase() }
        : { namespace: customer.namespace, value: customer.handle },
    reference,
    dueOn: dueOn ?? null,
    amount: amount ?? null,
    happenedAt: new Date(timestamp),
  };
}
