import {
  NotFound,
  WatchStore,
  type EarlySignKind,
  type ReportAnswer,
  type ReportedEvent,
  type SignCandidate,
  type WatchedSource,
  type WatchSettings,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { recordCaseChange } from './case-change.js';
import { closeTasks } from './case-tasks.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';
import { joinCase, openCaseOf, openWatchCase, openWatchTask } from './watch-case.js';
import { reportPayment } from './reported-payments.js';

/** An answer of a person to this message, or to anything that its customer wrote, after it was written. */
const ANSWERED = `exists (
  select from messages other join seen_reply_answers a on a.source_id = other.source_id and a.thread_id = other.thread_id
    join seen_replies r on r.id = a.reply_id
  where (other.id = m.id or other.customer_id = m.customer_id) and not r.automatic and r.sent_at >= m.sent_at)
  or exists (select from cases k where k.customer_id = m.customer_id and k.answered_at >= m.sent_at)`;

/** The customer wrote again after our answer, in whatever thread. */
const WROTE_AGAIN = `exists (
  select from messages m where m.customer_id = c.customer_id and m.kind = 'person' and m.sent_at > c.answered_at)`;

/** The conditions of a sign, with its key; `$1` is the source. */
const SIGNS: Readonly<Record<EarlySignKind, string>> = {
  no_reply: `
    select 'case:' || c.id || ':' || floor(extract(epoch from c.answered_at) * 1000)::bigint as key,
      c.id as "subjectId", c.answered_at as since
    from cases c
    where c.source_id = $1 and c.state = 'waiting' and c.merged_into is null and c.answered_at is not null
      and not ${WROTE_AGAIN}`,
  unanswered: `
    select 'message:' || m.source_id || ':' || m.external_id as key, m.id as "subjectId", m.sent_at as since
    from messages m
    where m.source_id = $1 and m.kind = 'person' and m.case_id is null and m.superseded_at is null
      and m.received_at >= $2 and not (${ANSWERED})`,
};

export class PostgresWatchStore extends WatchStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async watched(): Promise<readonly WatchedSource[]> {
    return this.dataSource.query<WatchedSource[]>(`select id, watch from sources where watch <> '{}' order by id`);
  }

  async watchedWithNews(since: Date): Promise<readonly WatchedSource[]> {
    return this.dataSource.query<WatchedSource[]>(
      `select s.id, s.watch from sources s where s.watch <> '{}' and (
         exists (select from messages m where m.source_id = s.id and m.received_at >= $1)
         or exists (select from audit_events e where e.action = 'source.watch' and e.subject_kind = 'source'
                    and e.subject_id::text = s.id::text and e.at >= $1))
       order by s.id`,
      [since],
    );
  }

  async candidates(
    kind: EarlySignKind,
    sourceId: string,
    { from, before }: { readonly from: Date; readonly before: Date },
    limit: number,
  ): Promise<readonly SignCandidate[]> {
    const rows = await this.dataSource.query<Omit<SignCandidate, 'kind'>[]>(
      `select * from (${SIGNS[kind]}) sign
       where since >= $2 and since <= $3
         and not exists (select from watch_events e where e.kind = '${kind}' and e.external_id = sign.key)
       order by since, "subjectId" limit $4`,
      [sourceId, from, before, limit],
    );
    return rows.map((row) => ({ ...row, kind }));
  }

  async open(sign: SignCandidate, at: Date, dueAt: Date): Promise<boolean> {
    return inTransaction(this.dataSource, async (sql) => {
      const [event] = await sql.query(
        `insert into watch_events (kind, external_id, detail, happened_at, received_at) values ($1, $2, '{}', $3, $4)
         on conflict (kind, external_id) do nothing returning id`,
        [sign.kind, sign.key, sign.since, at],
      );
      if (event === undefined) return false;
      const opened =
        sign.kind === 'no_reply' ? await openNoReply(sql, sign, at, dueAt) : await openUnanswered(sql, sign, at, dueAt);
      if (opened === null) return false;
      await sql.query(
        `update watch_events e set case_id = c.id, customer_id = c.customer_id, detail = jsonb_build_object('taskId', $3::text)
         from cases c where e.id = $1 and c.id = $2`,
        [event.id, opened.caseId, opened.taskId],
      );
      return true;
    });
  }

  async settle(at: Date, limit: number): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const over = await sql.query(
        `select t.id, t.case_id, case when e.kind = 'no_reply' then 'customer-wrote' else 'answer-seen' end as reason
         from tasks t join cases c on c.id = t.case_id
         join watch_events e on e.case_id = t.case_id and e.detail->>'taskId' = t.id::text
         left join messages m on m.id = t.message_id
         where t.kind = 'watch' and t.state = 'open'
           and case e.kind
             when 'no_reply' then exists (select from messages w where w.customer_id = c.customer_id
                                          and w.kind = 'person' and w.sent_at > e.happened_at)
             when 'unanswered' then ${ANSWERED}
             else false end
         order by t.case_id, t.id limit $1 for no key update of t, c skip locked`,
        [limit],
      );
      await closeTasks(
        sql,
        over.map((row) => ({
          taskId: row.id as string,
          caseId: row.case_id as string,
          state: 'done' as const,
          closedAt: at,
          reason: row.reason as string,
          answer: null,
        })),
      );
      for (const row of over) {
        const request = { caseId: row.case_id as string, actorId: null, at, seenVersion: null };
        await recordCaseChange(sql, request, [
          { type: 'task_closed', detail: { kind: 'watch', taskId: row.id, reason: row.reason } },
        ]);
      }
      return over.length;
    });
  }

  async report(event: ReportedEvent, at: Date, dueAt: Date): Promise<ReportAnswer> {
    return inTransaction(this.dataSource, (sql) => reportPayment(sql, event, at, dueAt));
  }

  async settings(sourceId: string): Promise<WatchSettings> {
    const [row] = await this.dataSource.query<{ watch: WatchSettings }[]>('select watch from sources where id = $1', [
      sourceId,
    ]);
    if (row === undefined) throw new NotFound('Source', sourceId);
    return row.watch;
  }

  async changeSettings(sourceId: string, watch: WatchSettings, actorId: string | null, at: Date): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const changed = await sql.query('update sources set watch = $2 where id = $1 returning id', [
        sourceId,
        JSON.stringify(watch),
      ]);
      if (changed.length === 0) throw new NotFound('Source', sourceId);
      await sql.query(
        `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
         values ($1, $2, 'source.watch', 'source', $3, $4)`,
        [at, actorId, sourceId, JSON.stringify(watch)],
      );
      await new ChangesRepository(sql).announce({ topics: ['sources'], sourceIds: [sourceId] });
    });
  }
}

interface OpenedSign {
  readonly caseId: string;
  readonly taskId: string;
}

/** `null` when the customer wrote, or the case moved on, since it was found. */
async function openNoReply(sql: Sql, sign: SignCandidate, at: Date, dueAt: Date): Promise<OpenedSign | null> {
  const caseId = sign.subjectId;
  const [still] = await sql.query(
    `select flagged_message_id from cases c where id = $1 and state = 'waiting' and merged_into is null
       and answered_at <= $2 and not ${WROTE_AGAIN} for update`,
    [caseId, new Date(sign.since.getTime() + 1)],
  );
  if (still === undefined) return null;
  const messageId = still.flagged_message_id as string;
  return { caseId, taskId: await openWatchTask(sql, { caseId, messageId, note: 'no_reply', at, dueAt }) };
}

/** `null` when the message was answered, or joined a case, since it was found. */
async function openUnanswered(sql: Sql, sign: SignCandidate, at: Date, dueAt: Date): Promise<OpenedSign | null> {
  const messageId = sign.subjectId;
  const [still] = await sql.query(
    `select customer_id from messages m where id = $1 and case_id is null and superseded_at is null
       and not (${ANSWERED}) for update`,
    [messageId],
  );
  if (still === undefined) return null;
  const task = { messageId, note: 'unanswered', at, dueAt };
  const known = await openCaseOf(sql, still.customer_id as string | null);
  if (known === null) {
    const caseId = await openWatchCase(sql, messageId, at);
    return { caseId, taskId: await openWatchTask(sql, { ...task, caseId }) };
  }
  const joined = await joinCase(sql, messageId, known);
  return { caseId: known, taskId: await openWatchTask(sql, { ...task, caseId: known }, [joined]) };
}
