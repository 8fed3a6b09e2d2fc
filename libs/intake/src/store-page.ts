import type { Page } from '@earshot/connector-kit';
import type { Assessor, Message, PollLedger, Stores, Transactions } from '@earshot/domain';
import { receiveMessages, type AssessedMessage, type Commit } from '@earshot/follow-up';
import { answerOf, isOwnAddress, type OwnAddresses } from './own-messages.js';
import { normaliseMessage, normaliseReply } from './normalise-message.js';
import { pageLedger } from './page-ledger.js';
import { quarantinedItem } from './quarantined-item.js';

export interface PageOrigin {
  readonly sourceId: string;
  readonly pollId: string;
  readonly leaseHolder: string;
}

/**
 * One transaction stores a page: the messages that are new, their assessments, the cases and tasks they open, what could
 * not be read, the account of all this, and the source's cursor. After a kill at any instruction the page is read again,
 * and nothing is lost, doubled or half done.
 *
 * @throws Conflict when another worker has taken the source over; then nothing is stored.
 */
export class PageStorer {
  constructor(
    private readonly transactions: Transactions,
    private readonly assessor: Assessor,
    private readonly commit: Commit,
    private readonly own: OwnAddresses,
  ) {}

  async store(page: Page<unknown>, origin: PageOrigin, now: Date): Promise<PollLedger> {
    const read = page.messages.map((message) => normaliseMessage(message, now));
    const messages = read.filter((message) => !isOwnAddress(message.author.address, this.own));
    const ownMessages = read.filter((message) => isOwnAddress(message.author.address, this.own));
    const replies = [...page.replies.map((reply) => normaliseReply(reply, now)), ...ownMessages.map(answerOf)];
    const rejected = uniqueByKey(page.rejected.map(quarantinedItem));

    return this.transactions.run(async (stores) => {
      await stores.sources.lockForStoring(origin.sourceId, origin.leaseHolder);
      const { stored } = await stores.messages.add(origin.sourceId, messages);
      const storedReplies = await stores.messages.addReplies(origin.sourceId, replies);
      const assessed = await this.assess(stored, stores);
      const caseIds = await receiveMessages(origin.sourceId, assessed, storedReplies, this.commit, stores);
      const quarantined = await stores.sources.quarantine(origin.sourceId, rejected);
      await stores.sources.saveCursor(origin.sourceId, page.cursor);
      const ledger = pageLedger({
        messages: messages.length,
        storedMessages: stored.length,
        replies: replies.length,
        storedReplies: storedReplies.length,
        rejected: page.rejected.length,
        quarantined,
        skipped: page.skipped,
      });
      await stores.sources.addToPoll(origin.pollId, ledger);
      if (caseIds.length > 0) {
        await stores.changes.announce({ topics: ['cases', 'sources'], caseIds, sourceIds: [origin.sourceId] });
      }
      return ledger;
    });
  }

  /** Judges what people (or software in their name) wrote; lists, bounces and spam are kept unjudged. */
  private async assess(stored: readonly Message[], stores: Stores): Promise<AssessedMessage[]> {
    const customerIds = [...new Set(stored.flatMap((message) => message.customerId ?? []))];
    const waiting = new Map(await stores.messages.unansweredByCustomer(customerIds));
    const unansweredBefore = (message: Message): number =>
      message.customerId === null ? 0 : (waiting.get(message.customerId) ?? 0);
    const assessed = stored.map((message): AssessedMessage => {
      if (message.kind !== 'person' && message.kind !== 'automatic') return { message, assessment: null };
      const assessment = this.assessor.assess({
        text: message.text,
        subject: message.subject,
        rating: message.rating,
        language: message.language,
        channel: message.channel,
        sourceId: message.sourceId,
        unansweredBefore: unansweredBefore(message),
      });
      return { message, assessment };
    });
    await stores.messages.addAssessments(
      assessed.flatMap(({ message, assessment }) =>
        assessment === null ? [] : [{ messageId: message.id, assessment, unansweredBefore: unansweredBefore(message) }],
      ),
    );
    return assessed;
  }
}

function uniqueByKey<Item extends { itemKey: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.itemKey, item])).values()];
}
