import {
  Conflict,
  EscalationStore,
  type HandOnMail,
  type LookDecision,
  type SnoozeChange,
  type SweepReport,
  type TaskToWarn,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { bulkInsert } from './bulk-insert.js';
import { changeCase } from './case-change.js';
import { ChangesRepository } from './changes.repository.js';
import { tellEscalations, type Telling } from './escalation-telling.js';
import { inTransaction } from './in-transaction.js';
import type { Row, Sql } from './sql.js';
import { colleagues, tellMatters, type ToldMatter } from './tell-matters.js';

interface Look {
  readonly task: TaskToWarn;
  readonly decision: LookDecision;
}

export class PostgresEscalationStore extends EscalationStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async sweep(
    now: Date,
    limit: number,
    decide: (task: TaskToWarn) => LookDecision,
    mail: HandOnMail | null,
  ): Promise<SweepReport> {
    return inTransaction(this.dataSource, async (sql) => {
      const tasks = await claimDueTasks(sql, now, limit);
      const looks = tasks.map((task): Look => ({ task, decision: decide(task) }));
      await planNextLooks(sql, looks);
      const told = await tellEscalations(sql, looks.flatMap(tellingOf), now, mail);
      const awake = await endSnoozes(sql, looks, now, mail);
      const caseIds = [...new Set([...told.map(({ caseId }) => caseId), ...awake])];
      if (caseIds.length > 0)
        await new ChangesRepository(sql).announce({ topics: ['cases', 'notifications'], caseIds });
      return { looked: tasks.length, told: told.length };
    });
  }

  async snooze({ caseId, until, actorId, seenVersion, at }: SnoozeChange): Promise<number> {
    return changeCase(this.dataSource, { caseId, actorId, at, seenVersion }, async (sql, found) => {
      const [row] = await sql.query('select snoozed_until from cases where id = $1', [caseId]);
      const current = row?.snoozed_until as Date | null;
      if (current?.getTime() === until?.getTime()) return { result: found.version, happened: [] };
      // The case goes on being looked at with its tasks: without one nobody would notice the end of the snooze.
      const open = await sql.query(
        `update tasks set next_step_at = $2 where case_id = $1 and state = 'open' returning id`,
        [caseId, at],
      );
      if (open.length === 0 && until !== null)
        throw new Conflict(`Case ${caseId} has no open task: there is nothing to be quiet about`);
      await sql.query('update cases set snoozed_until = $2 where id = $1', [caseId, until]);
      const happened =
        until === null ? { type: 'unsnoozed' } : { type: 'snoozed', detail: { until: until.toISOString() } };
      return { result: found.version + 1, happened: [happened] };
    });
  }
}

/**
 * Tasks and their cases are locked in one statement that skips what anybody else holds: the sweep never waits for a lock,
 * so it can be part of no deadlock, and two sweeps never share a case. The case's lock lets its foreign keys be checked.
 */
export const CLAIM_DUE_TASKS = `
  select t.id, t.case_id, t.kind, t.opened_at, t.due_at, k.received_at, k.standard, k.calendar,
    c.state, c.severity, c.owner_id, c.snoozed_until
  from tasks t join cases c on c.id = t.case_id left join commitments k on k.task_id = t.id
  where t.state = 'open' and t.next_step_at <= $1
  order by t.next_step_at, t.id limit $2 for no key update of t, c skip locked`;

async function claimDueTasks(sql: Sql, now: Date, limit: number): Promise<TaskToWarn[]> {
  const rows = await sql.query(CLAIM_DUE_TASKS, [now, limit]);
  if (rows.length === 0) return [];
  // Asked after the locks are held: what another worker told a moment ago is seen.
  const told = await sql.query(
    `select e.task_id, e.step from escalations e join tasks t on t.id = e.task_id and t.due_at = e.due_at
     where e.task_id = any($1::bigint[])`,
    [rows.map((row) => row.id)],
  );
  const stepsOf = new Map<unknown, string[]>(rows.map((row) => [row.id, []]));
  for (const { task_id, step } of told) stepsOf.get(task_id)?.push(step as string);
  return rows.map((row) => taskToWarn(row, stepsOf.get(row.id) ?? []));
}

function taskToWarn(row: Row, told: readonly string[]): TaskToWarn {
  return {
    taskId: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as TaskToWarn['kind'],
    openedAt: row.opened_at as Date,
    dueAt: row.due_at as Date,
    commitment:
      row.received_at === null
        ? null
        : {
            startedAt: row.received_at as Date,
            standardName: row.standard as string,
            calendarName: row.calendar as string,
          },
    state: row.state as TaskToWarn['state'],
    severity: row.severity as TaskToWarn['severity'],
    ownerId: row.owner_id as string | null,
    snoozedUntil: row.snoozed_until as Date | null,
    told,
  };
}

async function planNextLooks(sql: Sql, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  await sql.query(
    `update tasks t set next_step_at = n.at from unnest($1::bigint[], $2::timestamptz[]) as n(id, at) where t.id = n.id`,
    [looks.map(({ task }) => task.taskId), looks.map(({ decision }) => decision.nextStepAt)],
  );
}

function tellingOf({ task, decision: { tell } }: Look): Telling[] {
  if (tell === null) return [];
  const { taskId, dueAt, caseId, ownerId, severity, kind } = task;
  const detail = { step: tell.step, taskKind: kind, dueAt: dueAt.toISOString() };
  return [{ caseId, ownerId, severity, cause: { taskId, dueAt }, ...tell, detail }];
}

/** Tells whoever asked for the snooze, and the case's owner. Several tasks of a case end it once. */
async function endSnoozes(sql: Sql, looks: readonly Look[], now: Date, mail: HandOnMail | null): Promise<string[]> {
  const ended = [
    ...new Map(looks.filter(({ decision }) => decision.snoozeEnded).map(({ task }) => [task.caseId, task])).values(),
  ];
  if (ended.length === 0) return [];
  const caseIds = ended.map(({ caseId }) => caseId);
  await sql.query('update cases set snoozed_until = null where id = any($1::bigint[])', [caseIds]);
  const asked = await sql.query(
    `select distinct on (case_id) case_id, actor_id from case_events
     where case_id = any($1::bigint[]) and type = 'snoozed' order by case_id, id desc`,
    [caseIds],
  );
  const active = new Set((await colleagues(sql)).map(({ id }) => id));
  const matters = ended.map(({ caseId, ownerId, severity, snoozedUntil }): ToldMatter => {
    const askedBy = (asked.find((row) => row.case_id === caseId)?.actor_id ?? null) as string | null;
    const userIds = [...new Set([askedBy, ownerId])].filter((id) => id !== null).filter((id) => active.has(id));
    const detail = snoozedUntil === null ? {} : { until: snoozedUntil.toISOString() };
    return { event: 'snooze_ended', severity, caseId, escalationId: null, detail, userIds };
  });
  await tellMatters(sql, matters, now, mail);
  await bulkInsert(
    sql,
    'case_events',
    {
      case_id: ['bigint', (id: string) => id],
      at: ['timestamptz', () => now],
      type: ['text', () => 'snooze_ended'],
    },
    caseIds,
  );
  return caseIds;
}
