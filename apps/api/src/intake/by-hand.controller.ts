import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { BY_HAND } from '@earshot/connectors';
import { ByHandAnswer, ByHandRequest } from '@earshot/contracts';
import { Clock, InvalidInput, PollBook, type Author, type IncomingMessage } from '@earshot/domain';
import { PolicyBook } from '@earshot/follow-up';
import { CustomerQueries, TakenMessages } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { randomUUID } from 'node:crypto';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { Brought } from './brought.js';
import { storedPhone } from './stored-phone.js';

class ByHandRequestDto extends contractDto(ByHandRequest) {}
class ByHandAnswerDto extends contractDto(ByHandAnswer) {}

const SOURCE_NAME = 'By hand';
/** A colleague's clock may be a little fast. Milliseconds. */
const FAST_CLOCK_MS = 5 * 60_000;

/** Calls and visits, typed in by whoever took them. */
@ApiTags('intake')
@Controller(`${API_PREFIX}/messages/by-hand`)
export class ByHandController {
  constructor(
    private readonly brought: Brought,
    private readonly book: PollBook,
    private readonly customers: CustomerQueries,
    private readonly taken: TakenMessages,
    private readonly policy: PolicyBook,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 201, type: ByHandAnswerDto, description: 'Stored, judged and, where it is due, opened' })
  async take(@Body() request: ByHandRequestDto): Promise<ByHandAnswer> {
    if (new Date(request.at).getTime() > this.clock.now().getTime() + FAST_CLOCK_MS)
      throw new InvalidInput('The request has faults', [{ path: 'at', message: 'must not lie in the future' }]);
    const message = messageOf(request, await this.authorOf(request.customer));
    const sourceId = await this.sourceOf(request.sourceId);
    await this.brought.store(sourceId, { messages: [message] });
    const found = await this.taken.find(sourceId, message.externalId);
    if (found === null) throw new InvalidInput('The customer is of this house: its own words are no message', []);
    return found;
  }

  /** @throws NotFound; InvalidInput when it is of another kind */
  private async sourceOf(given: string | undefined): Promise<string> {
    if (given === undefined) return this.book.findOrAddPushed(BY_HAND.kind, SOURCE_NAME);
    const { id, kind } = await this.book.find(given);
    if (kind === BY_HAND.kind) return id;
    const message = `must be a source of the kind ${BY_HAND.kind}; this one is of the kind ${kind}`;
    throw new InvalidInput('The request has faults', [{ path: 'sourceId', message }]);
  }

  /** Where the house is: numbers without a country code are dialled there. */
  private async country(): Promise<string | null> {
    const { document } = await this.policy.policy();
    return document.calendars[0]?.country ?? null;
  }

  /** @throws NotFound; InvalidInput when nothing is known by which the customer could be found again */
  private async authorOf(customer: ByHandRequest['customer']): Promise<Author> {
    if (!('customerId' in customer)) {
      const { name = null, address, phone } = customer;
      const handle = address === undefined && phone !== undefined ? storedPhone(phone, await this.country()) : null;
      const namespace = handle === null ? null : 'tel';
      return { name, address: address?.toLowerCase() ?? null, handle, namespace };
    }
    const { name, identities } = await this.customers.detail(customer.customerId);
    const [first] = identities;
    if (first === undefined) {
      const message = 'has neither address nor handle; add one to the customer first';
      throw new InvalidInput('The request has faults', [{ path: 'customer.customerId', message }]);
    }
    return first.namespace === 'mailto'
      ? { name, address: first.value, handle: null, namespace: null }
      : { name, address: null, handle: first.value, namespace: first.namespace };
  }
}

function messageOf(request: ByHandRequest, author: Author): IncomingMessage {
  const externalId = randomUUID();
  return {
    externalId,
    revision: null,
    channel: request.channel,
    kind: 'person',
    author,
    sentAt: new Date(request.at),
    subject: request.subject ?? null,
    text: request.text,
    quoted: null,
    signature: null,
    language: request.language ?? null,
    rating: null,
    url: null,
    threadId: externalId,
    references: [],
    attachments: [],
    tags: ['by-hand'],
  };
}
