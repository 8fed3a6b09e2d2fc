import type { Page } from '@earshot/connector-kit';
import type {
  Assessor,
  ChangeTopic,
  EscalationKind,
  HandOnMail,
  Message,
  PollLedger,
  SeenReply,
  StoredAssessment,
  Stores,
  Transactions,
} from '@earshot/domain';
import {
  DEFAULT_IMMEDIATE_ESCALATIONS,
  immediateEscalations,
  receiveMessages,
  type AssessedMessage,
  type ClocksInForce,
} from '@earshot/follow-up';
import { answerOf, isOwnAddress, type OwnAddresses } from './own-messages.js';
import { normaliseMessage, normaliseReply, storedId } from './normalise-message.js';
import { pageLedger } from './page-ledger.js';
import { quarantinedItem } from './quarantined-item.js';
import { ThreadRisk } from './thread-risk.js';

export interface PageOrigin {
  readonly sourceId: string;
  readonly pollId: string;
  readonly leaseHolder: string;
}

/** What is told at once when it stands in a message, and who mails it. */
export interface AtOnce {
  readonly kinds: readonly EscalationKind[];
  readonly mail: HandOnMail | null;
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
    private readonly clocks: ClocksInForce,
    private readonly own: OwnAddresses,
    private readonly atOnce: AtOnce = { kinds: DEFAULT_IMMEDIATE_ESCALATIONS, mail: null },
  ) {}

  async store(page: Page<unknown>, origin: PageOrigin, now: Date): Promise<PollLedger> {
    const read = page.messages.map((message) => normaliseMessage(message, now));
    const messages = read.filter((message) => !isOwnAddress(message.author.address, this.own));
    const ownMessages = read.filter((message) => isOwnAddress(message.author.address, this.own));
    const replies = [...page.replies.map((reply) => normaliseReply(reply, now)), ...ownMessages.map(answerOf)];
    const rejected = uniqueByKey(page.rejected.map(quarantinedItem));

    const clocks = await this.clocks();
    return this.transactions.run(async (stores) => {
      await stores.sources.lockForStoring(origin.sourceId, origin.leaseHolder);
      const { stored } = await stores.messages.add(origin.sourceId, messages);
      const storedReplies = await stores.messages.addReplies(origin.sourceId, replies);
      const assessed = await this.assess(origin.sourceId, stored, replies, stores);
      const caseIds = await receiveMessages(origin.sourceId, assessed, storedReplies, clocks, stores);
      const gone = await stores.messages.markRemoved(origin.sourceId, (page.removed ?? []).map(storedId), now);
      const told = await this.tellNow(assessed, now, stores);
      // Of an item that one page holds both ways nobody knows which one is meant: it stays as it is.
      const illegible = new Set(rejected.map(({ externalId }) => externalId));
      const legible = [...messages, ...replies]
        .map(({ externalId }) => externalId)
        .filter((externalId) => !illegible.has(externalId));
      await stores.sources.closeQuarantine(origin.sourceId, legible, now);
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
      await stores.sources.addToPoll({
        ...origin,
        day: clocks.houseDay(now),
        ledger,
        written: stored.filter(({ revisionNumber }) => revisionNumber === 1).map(({ sentAt }) => sentAt),
        deliveryId: page.deliveryId ?? null,
        deliveryHash: page.deliveryHash ?? null,
      });
      const touched = [...new Set([...caseIds, ...gone])];
      if (touched.length > 0) {
        const topics: ChangeTopic[] = ['cases', 'sources', ...(told > 0 ? (['notifications'] as const) : [])];
        await stores.changes.announce({ topics, caseIds: touched, sourceIds: [origin.sourceId] });
      }
      return ledger;
    });
  }

  /** What cannot wait for the sweep or for working hours. Resolves to the number of messages that were told. */
  private async tellNow(assessed: readonly AssessedMessage[], now: Date, stores: Stores): Promise<number> {
    const urgent = assessed.flatMap(({ message, assessment }) => {
      const cues = assessment === null ? [] : immediateEscalations(assessment, this.atOnce.kinds);
      return cues.length === 0 ? [] : [{ messageId: message.id, cues }];
    });
    return urgent.length === 0 ? 0 : stores.escalations.tellNow(urgent, now, this.atOnce.mail);
  }

  /** Judges what people (or software in their name) wrote; lists, bounces and spam are kept unjudged. */
  private async assess(
    sourceId: string,
    stored: readonly Message[],
    replies: readonly SeenReply[],
    stores: Stores,
  ): Promise<AssessedMessage[]> {
    const customerIds = [...new Set(stored.flatMap((message) => message.customerId ?? []))];
    const waiting = await stores.messages.unansweredByCustomer(customerIds);
    const threadIds = stored.flatMap((message) => message.references);
    const risk = new ThreadRisk(await stores.messages.worstUnanswered(sourceId, threadIds), replies);
    const assessed: AssessedMessage[] = [];
    const rows: StoredAssessment[] = [];
    for (const message of [...stored].sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime())) {
      if (message.kind !== 'person' && message.kind !== 'automatic') {
        assessed.push({ message, assessment: null });
        continue;
      }
      const unansweredBefore = message.customerId === null ? 0 : (waiting.get(message.customerId) ?? 0);
      const threadProbability = risk.of(message);
      const assessment = this.assessor.assess({
        text: message.text,
        subject: message.subject,
        rating: message.rating,
        language: message.language,
        channel: message.channel,
        sourceId: message.sourceId,
        unansweredBefore,
        threadProbability,
      });
      risk.add(message, assessment.probability);
      assessed.push({ message, assessment });
      rows.push({ messageId: message.id, assessment, unansweredBefore, threadProbability });
    }
    await stores.messages.addAssessments(rows);
    return assessed;
  }
}

function uniqueByKey<Item extends { itemKey: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.itemKey, item])).values()];
}
