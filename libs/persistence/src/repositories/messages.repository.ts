import type {
  IncomingMessage,
  Message,
  MessageStore,
  SeenReply,
  StoredAssessment,
  StoredMessages,
  StoredReply,
} from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import { resolveCustomers } from './customers.repository.js';
import { editsOfPage, type KnownRevisions, type NumberedMessage } from './edits-of-page.js';
import { erasedAmong } from './erased-items.js';
import type { Sql } from './sql.js';

/** The source's row is locked while a page is stored, so what is read here stays true until the commit. */
export class MessagesRepository implements MessageStore {
  constructor(private readonly sql: Sql) {}

  async add(sourceId: string, messages: readonly IncomingMessage[]): Promise<StoredMessages> {
    const { revisions, removed } = await this.known(sourceId, messages);
    if (removed.length > 0) await this.restore(removed);
    const ids = messages.map(({ externalId }) => externalId);
    const erased = await erasedAmong(this.sql, sourceId, ids);
    const kept = messages.filter(({ externalId }) => !erased.has(externalId));
    const fresh = editsOfPage(kept, revisions);
    const stored = await this.insert(sourceId, fresh);
    await this.supersede(
      sourceId,
      stored.filter((message) => message.revisionNumber > 1),
    );
    return { stored, duplicates: messages.length - stored.length };
  }

  async markRemoved(sourceId: string, externalIds: readonly string[], at: Date): Promise<readonly string[]> {
    if (externalIds.length === 0) return [];
    const cases = await this.sql.query(
      `with gone as (
         update messages set removed_at = $3
         where source_id = $1 and external_id = any($2::text[]) and superseded_at is null and removed_at is null
         returning id, case_id),
       told as (
         insert into case_events (case_id, at, type, detail)
         select case_id, $3, 'removed_at_source', jsonb_build_object('messageId', id::text) from gone
         where case_id is not null returning case_id)
       select distinct case_id from told`,
      [sourceId, externalIds, at],
    );
    return cases.map((row) => row.case_id as string);
  }

  async addAssessments(assessed: readonly StoredAssessment[]): Promise<void> {
    await bulkInsert(
      this.sql,
      'assessments',
      {
        message_id: ['bigint', (a) => a.messageId],
        model: ['text', (a) => a.assessment.model],
        language: ['text', (a) => a.assessment.language],
        language_confidence: ['real', (a) => a.assessment.languageConfidence],
        probability: ['real', (a) => a.assessment.probability],
        verdict: ['text', (a) => a.assessment.verdict],
        severity: ['text', (a) => a.assessment.severity],
        signals: ['json', (a) => a.assessment.signals],
        escalations: ['jsonb', (a) => a.assessment.escalations],
        topics: ['text[]', (a) => a.assessment.topics],
        judged_length: ['int', (a) => a.assessment.judgedLength],
        unanswered_before: ['int', (a) => a.unansweredBefore],
        thread_probability: ['real', (a) => a.threadProbability],
      },
      assessed,
    );
  }

  async addReplies(sourceId: string, replies: readonly SeenReply[]): Promise<readonly StoredReply[]> {
    if (replies.length === 0) return [];
    const replyIds = replies.map(({ externalId }) => externalId);
    const erased = await erasedAmong(this.sql, sourceId, replyIds);
    const kept = replies.filter(({ externalId }) => !erased.has(externalId));
    const ids = await this.sql.newIds('seen_replies', kept.length);
    const rows = kept.map((reply, index) => ({ ...reply, id: ids[index] as string }));
    const added = await bulkInsert(
      this.sql,
      'seen_replies',
      {
        id: ['bigint', (r) => r.id],
        source_id: ['bigint', () => sourceId],
        external_id: ['text', (r) => r.externalId],
        thread_id: ['text', (r) => r.threadId],
        answers: ['text[]', (r) => r.answers],
        recipients: ['text[]', (r) => r.recipients],
        sent_at: ['timestamptz', (r) => r.sentAt],
        automatic: ['boolean', (r) => r.automatic],
        subject: ['text', (r) => r.subject],
        text: ['text', (r) => r.text],
      },
      rows,
      'on conflict (source_id, external_id) do nothing returning id',
    );
    const addedIds = new Set(added.map((row) => row.id as string));
    const stored = rows.filter((reply) => addedIds.has(reply.id));
    await bulkInsert(
      this.sql,
      'seen_reply_answers',
      {
        reply_id: ['bigint', (a) => a.replyId],
        thread_id: ['text', (a) => a.threadId],
        source_id: ['bigint', () => sourceId],
      },
      stored.flatMap((reply) => [...new Set(reply.answers)].map((threadId) => ({ replyId: reply.id, threadId }))),
    );
    return stored;
  }

  async unansweredByCustomer(customerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (customerIds.length === 0) return new Map();
    const rows = await this.sql.query(
      `select c.customer_id, count(*)::int as waiting
       from cases c join messages m on m.case_id = c.id and m.superseded_at is null
       where c.customer_id = any($1::bigint[]) and c.due_at is not null
         and (c.answered_at is null or m.sent_at > c.answered_at)
       group by c.customer_id`,
      [customerIds],
    );
    return new Map(rows.map((row) => [row.customer_id as string, row.waiting as number]));
  }

  async worstUnanswered(sourceId: string, threadIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (threadIds.length === 0) return new Map();
    const rows = await this.sql.query(
      `select r.thread_id, max(a.probability) as probability
       from (select distinct thread_id, case_id from messages
             where source_id = $1 and thread_id = any($2::text[]) and case_id is not null) r
         join cases c on c.id = r.case_id
         join messages m on m.case_id = c.id and m.superseded_at is null
           and (c.answered_at is null or m.sent_at > c.answered_at)
         join lateral (select probability from assessments where message_id = m.id order by id desc limit 1) a on true
       group by r.thread_id`,
      [sourceId, [...new Set(threadIds)]],
    );
    return new Map(rows.map((row) => [row.thread_id as string, row.probability as number]));
  }

  private async known(
    sourceId: string,
    messages: readonly IncomingMessage[],
  ): Promise<{ readonly revisions: ReadonlyMap<string, KnownRevisions>; readonly removed: readonly string[] }> {
    const revisions = new Map<string, KnownRevisions>();
    if (messages.length === 0) return { revisions, removed: [] };
    const rows = await this.sql.query(
      `select id, external_id, revision, revision_number, removed_at is not null and superseded_at is null as removed
       from messages where source_id = $1 and external_id = any($2::text[]) order by revision_number`,
      [sourceId, messages.map((message) => message.externalId)],
    );
    for (const row of rows) {
      const externalId = row.external_id as string;
      const earlier = revisions.get(externalId)?.revisions ?? [];
      const newest = row.revision_number as number;
      revisions.set(externalId, { revisions: [...earlier, row.revision as string], newest });
    }
    return { revisions, removed: rows.filter((row) => row.removed === true).map((row) => row.id as string) };
  }

  /** A moderator has put back what was taken away. */
  private async restore(ids: readonly string[]): Promise<void> {
    await this.sql.query(
      `with back as (update messages set removed_at = null where id = any($1::bigint[]) returning id, case_id)
       insert into case_events (case_id, type, detail)
       select case_id, 'restored_at_source', jsonb_build_object('messageId', id::text) from back
       where case_id is not null`,
      [ids],
    );
  }

  private async insert(sourceId: string, fresh: readonly NumberedMessage[]): Promise<Message[]> {
    if (fresh.length === 0) return [];
    const customerOf = await resolveCustomers(
      this.sql,
      fresh.map((message) => message.author),
    );
    const ids = await this.sql.newIds('messages', fresh.length);
    const rows = fresh.map((message, index) => ({
      ...message,
      id: ids[index] as string,
      sourceId,
      customerId: customerOf(message.author),
      caseId: null,
    }));
    const inserted = await bulkInsert(
      this.sql,
      'messages',
      {
        id: ['bigint', (m) => m.id],
        source_id: ['bigint', (m) => m.sourceId],
        external_id: ['text', (m) => m.externalId],
        revision: ['text', (m) => m.revision ?? ''],
        revision_number: ['int', (m) => m.revisionNumber],
        channel: ['text', (m) => m.channel],
        kind: ['text', (m) => m.kind],
        customer_id: ['bigint', (m) => m.customerId],
        author_name: ['text', (m) => m.author.name],
        author_address: ['text', (m) => m.author.address],
        author_handle: ['text', (m) => m.author.handle],
        sent_at: ['timestamptz', (m) => m.sentAt],
        subject: ['text', (m) => m.subject],
        text: ['text', (m) => m.text],
        quoted: ['text', (m) => m.quoted],
        signature: ['text', (m) => m.signature],
        language: ['text', (m) => m.language],
        rating: ['real', (m) => m.rating],
        url: ['text', (m) => m.url],
        thread_id: ['text', (m) => m.threadId],
        references: ['text[]', (m) => m.references],
        attachments: ['jsonb', (m) => m.attachments],
        tags: ['text[]', (m) => m.tags],
      },
      rows,
      'on conflict (source_id, external_id, revision_number) do nothing returning id, received_at',
    );
    const receivedAt = new Map(inserted.map((row) => [row.id as string, row.received_at as Date]));
    return rows.flatMap((row) => {
      const at = receivedAt.get(row.id);
      return at === undefined ? [] : [{ ...row, receivedAt: at }];
    });
  }

  private async supersede(sourceId: string, newest: readonly Message[]): Promise<void> {
    if (newest.length === 0) return;
    await this.sql.query(
      `update messages m set superseded_at = now()
       from unnest($2::text[], $3::int[]) as n(external_id, revision_number)
       where m.source_id = $1 and m.external_id = n.external_id and m.revision_number < n.revision_number
         and m.superseded_at is null`,
      [sourceId, newest.map((m) => m.externalId), newest.map((m) => m.revisionNumber)],
    );
  }
}
