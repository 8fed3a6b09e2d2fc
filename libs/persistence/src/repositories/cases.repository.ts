import {
  customerSubject,
  OPEN_CASE_STATES,
  subjectKey,
  type CaseChange,
  type CaseState,
  type CaseStore,
  type ClockName,
  type FollowUpContext,
  type KnownCase,
  type Message,
  type RunningTask,
  type StoredReply,
  type TransactionHandle,
} from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import { closeTasks, openTasks, retimeTasks } from './case-tasks.js';
import type { Row, Sql } from './sql.js';

/** A matter that was settled so long ago at most comes back under its subject; later the same words are a new one. */
const SAME_SUBJECT_DAYS = 14;

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
       where customer_id = any($1::bigint[]) and state = any($2::text[]) and merged_into is null
       order by customer_id, id desc`,
      [OPEN_CASE_STATES],
    );
    const recentCaseBySubject = await this.recentCases(messages);
    const ids = [caseByThreadId, caseByExternalId, openCaseByCustomer, recentCaseBySubject].flatMap((map) => [
      ...map.values(),
    ]);
    return {
      cases: await lockKnownCases(this.sql, [...new Set(ids)]),
      caseByThreadId,
      caseByExternalId,
      openCaseByCustomer,
      recentCaseBySubject,
      groupByCustomer: await this.look(
        customerIds,
        `select id::text as key, group_name as value from customers
         where id = any($1::bigint[]) and group_name is not null`,
        [],
      ),
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
    const closed = identified.flatMap((change) => change.closedTasks.map((task) => ({ ...task, caseId: change.id })));
    await closeTasks(this.sql, closed);
    await retimeTasks(
      this.sql,
      identified.flatMap((change) => change.retimedTasks),
    );
    await openTasks(
      this.sql,
      identified.flatMap((change) => change.newTasks.map((task) => ({ ...task, caseId: change.id }))),
    );
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

  /** What was settled within the window may come back under the same subject. */
  private async recentCases(messages: readonly Message[]): Promise<Map<string, string>> {
    const wanted = messages.flatMap(({ customerId, subject, sentAt }) => {
      const key = subjectKey(subject);
      return customerId === null || key === null ? [] : [{ customerId, key, sentAt }];
    });
    if (wanted.length === 0) return new Map();
    const rows = await this.sql.query(
      `select distinct on (w.customer_id, w.key) w.customer_id::text as customer, w.key, c.id as value
       from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as w(customer_id, key, sent_at)
         join cases c on c.customer_id = w.customer_id and c.subject_key = w.key
       where c.state in ('solved', 'closed') and c.merged_into is null
         and c.last_message_at > w.sent_at - make_interval(days => $4)
       order by w.customer_id, w.key, c.id desc`,
      [wanted.map((w) => w.customerId), wanted.map((w) => w.key), wanted.map((w) => w.sentAt), SAME_SUBJECT_DAYS],
    );
    return new Map(
      rows.map((row) => [customerSubject(row.customer as string, row.key as string), row.value as string]),
    );
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
        subject_key: ['text', (c) => c.subjectKey],
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
    await forgetSolution(
      this.sql,
      changes.map(({ id, state }) => ({ caseId: id, state })),
    );
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
}

/** Locked in one order, so that a person acting on a case at the same moment waits instead of being overwritten. */
export async function lockKnownCases(
  sql: TransactionHandle,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownCase>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query(
    `select c.id, c.source_id, c.customer_id, c.state, c.severity, c.answered_at
     from cases c where c.id = any($1::bigint[]) order by c.id for update`,
    [ids],
  );
  const tasks = await sql.query(
    `select t.id, t.case_id, t.kind, t.state, t.opened_at, t.due_at, t.minutes_left, t.waited_minutes,
       k.clock, k.calendar, k.received_at
     from tasks t left join commitments k on k.task_id = t.id
     where t.case_id = any($1::bigint[]) and t.state in ('open', 'paused') order by t.id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id as string, knownCase(row, tasks)]));
}

/**
 * A case that was settled and is reopened has no solution any more: closing it again asks for the cause and the corrective
 * action anew. The timeline keeps those of before. Call it while the case still has its earlier state.
 */
export async function forgetSolution(
  sql: Sql,
  cases: readonly { readonly caseId: string; readonly state: CaseState }[],
): Promise<void> {
  const reopened = cases.filter(({ state }) => state === 'reopened').map(({ caseId }) => caseId);
  if (reopened.length === 0) return;
  await sql.query(
    `update cases set solved_at = null, cause_stage = null, cause_kind = null, corrective_action = null
     where id = any($1::bigint[]) and state in ('solved', 'closed')`,
    [reopened],
  );
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
    tasks: tasks.filter((task) => task.case_id === row.id).map(runningTask),
  };
}

function runningTask(row: Row): RunningTask {
  return {
    id: row.id as string,
    kind: row.kind as RunningTask['kind'],
    state: row.state as RunningTask['state'],
    openedAt: row.opened_at as Date,
    dueAt: row.due_at as Date,
    minutesLeft: row.minutes_left as number | null,
    waitedMinutes: row.waited_minutes as number,
    commitment:
      row.clock === null
        ? null
        : {
            clock: row.clock as ClockName,
            calendar: row.calendar as string,
            receivedAt: row.received_at as Date,
          },
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
