import {
  OPEN_CASE_STATES,
  type CaseChange,
  type CaseStore,
  type FollowUpContext,
  type KnownCase,
  type Message,
  type StoredReply,
} from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import type { Row, Sql } from './sql.js';

export class CasesRepository implements CaseStore {
  constructor(private readonly sql: Sql) {}

  async loadContext(
    sourceId: string,
    messages: readonly Message[],
    replies: readonly StoredReply[],
  ): Promise<FollowUpContext> {
    const threadIds = [...messages.flatMap((m) => m.references), ...replies.flatMap((r) => r.answers)];
    const caseByThreadId = await this.casesOfThreads(sourceId, threadIds);
    const edited = messages.filter((message) => message.revisionNumber > 1).map((message) => message.externalId);
    const caseByExternalId = await this.look(
      edited,
      `select distinct on (external_id) external_id as key, case_id as value from messages
       where source_id = $2 and external_id = any($1::text[]) and case_id is not null order by external_id, id desc`,
      [sourceId],
    );
    const customerIds = messages.flatMap((message) => message.customerId ?? []);
    const openCaseByCustomer = await this.look(
      customerIds,
      `select distinct on (customer_id) customer_id::text as key, id as value from cases
       where customer_id = any($1::bigint[]) and state = any($2::text[]) order by customer_id, id desc`,
      [OPEN_CASE_STATES],
    );
    const ids = [caseByThreadId, caseByExternalId, openCaseByCustomer].flatMap((map) => [...map.values()]);
    return {
      cases: await this.lock([...new Set(ids)]),
      caseByThreadId,
      caseByExternalId,
      openCaseByCustomer,
      earlierReplies: await this.earlierReplies(
        sourceId,
        messages.flatMap((message) => message.threadId ?? []),
      ),
    };
  }

  async apply(changes: readonly CaseChange[]): Promise<readonly string[]> {
    if (changes.length === 0) return [];
    const freshIds = await this.sql.newIds('cases', changes.filter((change) => change.caseId === null).length);
    const identified = changes.map((change) => ({ ...change, id: change.caseId ?? (freshIds.shift() as string) }));
    await this.insertNew(identified.filter((change) => change.caseId === null));
    await this.updateKnown(identified.filter((change) => change.caseId !== null));
    await this.link(
      'messages',
      identified.flatMap((c) => c.joinedMessageIds.map((rowId) => ({ rowId, caseId: c.id }))),
    );
    await this.link(
      'seen_replies',
      identified.flatMap((c) => c.joinedReplyIds.map((rowId) => ({ rowId, caseId: c.id }))),
    );
    await this.closeTasks(identified.flatMap((change) => change.closedTasks));
    await this.openTasks(identified);
    await bulkInsert(
      this.sql,
      'case_events',
      {
        case_id: ['bigint', (e) => e.caseId],
        at: ['timestamptz', (e) => e.at],
        type: ['text', (e) => e.type],
        detail: ['jsonb', (e) => e.detail],
      },
      identified.flatMap((change) => change.events.map((event) => ({ ...event, caseId: change.id }))),
    );
    const ids = identified.map((change) => change.id);
    await refreshDeadlines(this.sql, ids);
    return ids;
  }

  /** Locked in one order, so that a person acting on a case at the same moment waits instead of being overwritten. */
  private async lock(ids: readonly string[]): Promise<ReadonlyMap<string, KnownCase>> {
    if (ids.length === 0) return new Map();
    const rows = await this.sql.query(
      `select c.id, c.source_id, c.customer_id, c.state, c.severity, c.answered_at
       from cases c where c.id = any($1::bigint[]) order by c.id for update`,
      [ids],
    );
    const tasks = await this.sql.query(
      `select t.id, t.case_id, t.kind, t.due_at, k.received_at from tasks t join commitments k on k.task_id = t.id
       where t.case_id = any($1::bigint[]) and t.state = 'open'`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id as string, knownCase(row, tasks)]));
  }

  private async casesOfThreads(sourceId: string, threadIds: readonly string[]): Promise<Map<string, string>> {
    const ofMessages = await this.look(
      threadIds,
      `select distinct on (thread_id) thread_id as key, case_id as value from messages
       where source_id = $2 and thread_id = any($1::text[]) and case_id is not null order by thread_id, id desc`,
      [sourceId],
    );
    // The customer may answer our answer, whose own id is all that their mail names.
    const ofReplies = await this.look(
      threadIds.filter((threadId) => !ofMessages.has(threadId)),
      `select thread_id as key, case_id as value from seen_replies
       where source_id = $2 and thread_id = any($1::text[]) and case_id is not null`,
      [sourceId],
    );
    return new Map([...ofReplies, ...ofMessages]);
  }

  private async look(keys: readonly string[], sql: string, more: readonly unknown[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const rows = await this.sql.query(sql, [[...new Set(keys)], ...more]);
    return new Map(rows.map((row) => [row.key as string, row.value as string]));
  }

  private async earlierReplies(
    sourceId: string,
    threadIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly StoredReply[]>> {
    if (threadIds.length === 0) return new Map();
    const rows = await this.sql.query(
      `select a.thread_id as answered, r.id, r.external_id, r.thread_id, r.answers, r.recipients, r.sent_at, r.automatic, r.subject, r.text
       from seen_reply_answers a join seen_replies r on r.id = a.reply_id
       where a.source_id = $1 and a.thread_id = any($2::text[]) and r.case_id is null`,
      [sourceId, threadIds],
    );
    const found = new Map<string, StoredReply[]>();
    for (const row of rows) {
      const threadId = row.answered as string;
      found.set(threadId, [...(found.get(threadId) ?? []), storedReply(row)]);
    }
    return found;
  }

  private async insertNew(changes: readonly (CaseChange & { id: string })[]): Promise<void> {
    await bulkInsert(
      this.sql,
      'cases',
      {
        id: ['bigint', (c) => c.id],
        customer_id: ['bigint', (c) => c.customerId],
        source_id: ['bigint', (c) => c.sourceId],
        state: ['text', (c) => c.state],
        severity: ['text', (c) => c.severity],
        channel: ['text', (c) => c.channel],
        language: ['text', (c) => c.language],
        topics: ['text[]', (c) => c.topics],
        subject: ['text', (c) => c.subject],
        opened_at: ['timestamptz', (c) => c.openedAt],
        last_message_at: ['timestamptz', (c) => c.lastMessageAt],
        message_count: ['int', (c) => c.joinedMessageIds.length],
        flagged_message_id: ['bigint', (c) => c.flaggedMessageId],
        answered_at: ['timestamptz', (c) => c.answeredAt],
      },
      changes,
    );
  }

  private async updateKnown(changes: readonly (CaseChange & { id: string })[]): Promise<void> {
    if (changes.length === 0) return;
    await this.sql.query(
      `update cases c set
         state = u.state, severity = u.severity, answered_at = u.answered_at,
         last_message_at = greatest(c.last_message_at, u.last_message_at),
         message_count = c.message_count + u.joined,
         flagged_message_id = coalesce(u.flagged_message_id, c.flagged_message_id),
         language = case when u.flagged_message_id is null then c.language else u.language end,
         topics = array(select distinct unnest(c.topics || u.topics) order by 1),
         version = c.version + 1
       from jsonb_to_recordset($1::jsonb) as u(id bigint, state text, severity text, answered_at timestamptz,
         last_message_at timestamptz, joined int, flagged_message_id bigint, language text, topics text[])
       where c.id = u.id`,
      [
        JSON.stringify(
          changes.map((c) => ({
            id: c.id,
            state: c.state,
            severity: c.severity,
            answered_at: c.answeredAt,
            last_message_at: c.lastMessageAt,
            joined: c.joinedMessageIds.length,
            flagged_message_id: c.flaggedMessageId,
            language: c.language,
            topics: c.topics,
          })),
        ),
      ],
    );
  }

  private async link(
    table: 'messages' | 'seen_replies',
    links: readonly { rowId: string; caseId: string }[],
  ): Promise<void> {
    if (links.length === 0) return;
    await this.sql.query(
      `update ${table} r set case_id = l.case_id from unnest($1::bigint[], $2::bigint[]) as l(row_id, case_id)
       where r.id = l.row_id`,
      [links.map((link) => link.rowId), links.map((link) => link.caseId)],
    );
  }

  private async closeTasks(closed: readonly { taskId: string; closedAt: Date; reason: string }[]): Promise<void> {
    if (closed.length === 0) return;
    await this.sql.query(
      `update tasks t set state = case when c.reason = 'superseded' then 'cancelled' else 'done' end,
         closed_at = c.closed_at, closed_reason = c.reason
       from unnest($1::bigint[], $2::timestamptz[], $3::text[]) as c(task_id, closed_at, reason)
       where t.id = c.task_id and t.state = 'open'`,
      [closed.map((c) => c.taskId), closed.map((c) => c.closedAt), closed.map((c) => c.reason)],
    );
  }

  private async openTasks(changes: readonly (CaseChange & { id: string })[]): Promise<void> {
    const tasks = changes.flatMap((change) => change.newTasks.map((task) => ({ ...task, caseId: change.id })));
    const ids = await this.sql.newIds('tasks', tasks.length);
    const rows = tasks.map((task, index) => ({ ...task, id: ids[index] as string }));
    await bulkInsert(
      this.sql,
      'tasks',
      {
        id: ['bigint', (t) => t.id],
        case_id: ['bigint', (t) => t.caseId],
        message_id: ['bigint', (t) => t.messageId],
        kind: ['text', (t) => t.kind],
        state: ['text', (t) => t.state],
        opened_at: ['timestamptz', (t) => t.openedAt],
        due_at: ['timestamptz', (t) => t.commitment.dueAt],
        closed_at: ['timestamptz', (t) => t.closedAt],
        closed_reason: ['text', (t) => t.closedReason],
      },
      rows,
    );
    await bulkInsert(
      this.sql,
      'commitments',
      {
        task_id: ['bigint', (t) => t.id],
        standard: ['text', (t) => t.commitment.standard],
        target_amount: ['float8', (t) => t.commitment.workingDays],
        calendar: ['text', (t) => t.commitment.calendar],
        zone: ['text', (t) => t.commitment.zone],
        received_at: ['timestamptz', (t) => t.commitment.receivedAt],
        due_at: ['timestamptz', (t) => t.commitment.dueAt],
        derivation: ['text[]', (t) => t.commitment.derivation],
      },
      rows,
    );
  }
}

/** Keeps `cases.due_at` and `due_kind` equal to the earliest open task; call it in every transaction that touches tasks. */
export async function refreshDeadlines(sql: Sql, caseIds: readonly string[]): Promise<void> {
  await sql.query(
    `update cases c set due_at = t.due_at, due_kind = t.kind
     from unnest($1::bigint[]) as wanted(id)
     left join lateral (select due_at, kind from tasks where case_id = wanted.id and state = 'open'
                        order by due_at, id limit 1) t on true
     where c.id = wanted.id and (c.due_at, c.due_kind) is distinct from (t.due_at, t.kind)`,
    [caseIds],
  );
}

function knownCase(row: Row, tasks: readonly Row[]): KnownCase {
  return {
    id: row.id as string,
    sourceId: row.source_id as string,
    customerId: row.customer_id as string | null,
    state: row.state as KnownCase['state'],
    severity: row.severity as KnownCase['severity'],
    answeredAt: row.answered_at as Date | null,
    openTasks: tasks
      .filter((task) => task.case_id === row.id)
      .map((task) => ({
        id: task.id as string,
        kind: task.kind as KnownCase['openTasks'][number]['kind'],
        messageSentAt: task.received_at as Date,
        dueAt: task.due_at as Date,
      })),
  };
}

function storedReply(row: Row): StoredReply {
  return {
    id: row.id as string,
    externalId: row.external_id as string,
    threadId: row.thread_id as string | null,
    answers: row.answers as string[],
    recipients: row.recipients as string[],
    sentAt: row.sent_at as Date,
    automatic: row.automatic as boolean,
    subject: row.subject as string | null,
    text: row.text as string,
  };
}
