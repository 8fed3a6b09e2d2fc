import {
  Conflict,
  describeDerivation,
  NotFound,
  POLICY_OF_THE_FILES,
  PolicyStore,
  type ClockName,
  type PolicyToSave,
  type PolicyVersion,
  type Retiming,
  type RunningCommitment,
  type StandardSubject,
  type StoredPolicy,
  type Target,
} from '@earshot/domain';
import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { bulkInsert } from './bulk-insert.js';
import { refreshDeadlines } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Row, Sql } from './sql.js';

/** Counting so many anew takes some tens of milliseconds. */
const COUNTED_AT_ONCE = 250;

/** Any constant will do; all processes must use the same. */
const SAVING_LOCK = 7_402_365;

const VERSION = `p.id, p.created_at as "createdAt", p.note,
  case when u.id is null then null else json_build_object('id', u.id::text, 'name', u.name) end as "createdBy"`;

/** What the promise was made for: the message with its latest judgement, a person's word before the detector's. */
const RUNNING = `select t.id, t.case_id, t.kind, t.due_at, t.waited_minutes, k.clock, k.target_unit, k.target_amount, k.received_at, k.standard,
    k.calendar, coalesce(m.source_id, c.source_id) as source_id, coalesce(m.channel, c.channel) as channel,
    coalesce(a.language, c.language) as language, coalesce(v.severity, a.severity, c.severity) as severity, cu.group_name
  from tasks t join commitments k on k.task_id = t.id join cases c on c.id = t.case_id
    left join customers cu on cu.id = c.customer_id
    left join messages m on m.id = t.message_id
    left join lateral (select language, severity from assessments where message_id = m.id order by id desc limit 1) a on true
    left join lateral (select severity from verdicts where message_id = m.id order by id desc limit 1) v on true
  where t.state = 'open'`;

export class PostgresPolicyStore extends PolicyStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async newestId(): Promise<string> {
    const [row] = await this.dataSource.query<[{ id: string }]>(
      `select coalesce(max(id), ${POLICY_OF_THE_FILES})::text as id from policies`,
    );
    return row.id;
  }

  async find(id: string): Promise<StoredPolicy> {
    const [row] = await this.dataSource.query<StoredPolicy[]>(
      `select ${VERSION}, p.document from policies p left join users u on u.id = p.created_by where p.id = $1`,
      [id],
    );
    if (row === undefined) throw new NotFound('Policy', id);
    return row;
  }

  async versions(limit: number, before: string | null): Promise<readonly PolicyVersion[]> {
    return this.dataSource.query<PolicyVersion[]>(
      `select ${VERSION} from policies p left join users u on u.id = p.created_by
       where $2::bigint is null or p.id < $2 order by p.id desc limit $1`,
      [limit, before],
    );
  }

  async running(): Promise<readonly RunningCommitment[]> {
    return (await this.dataSource.query<Row[]>(`${RUNNING} order by t.id`)).map(runningCommitment);
  }

  /**
   * Counting thousands of deadlines anew takes seconds, and is done before anything is locked. Only the cases whose
   * deadlines move are held then, for as long as it takes to write them; what somebody changed in between is counted again.
   */
  async save(policy: PolicyToSave): Promise<{ id: string; moved: number }> {
    const counted = new CountedMoves(policy.retime);
    const running = await this.running();
    for (let from = 0; from < running.length; from += COUNTED_AT_ONCE) {
      counted.add(running.slice(from, from + COUNTED_AT_ONCE));
      // The requests of others are answered in between.
      await setImmediate();
    }
    const { id, moved, passedOver } = await inTransaction(this.dataSource, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [SAVING_LOCK]);
      await requireInForce(sql, policy.seenVersion);
      const [row] = await sql.query(
        'insert into policies (document, created_by, created_at, note) values ($1, $2, $3, $4) returning id',
        [JSON.stringify(policy.document), policy.actorId, policy.at, policy.note],
      );
      const id = row?.id as string;
      const moved = await movesOfLocked(sql, counted);
      await moveDeadlines(sql, moved, policy.at);
      await recordMoves(sql, id, policy, counted, moved);
      await sql.query(
        `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
         values ($1, $2, 'policy.save', 'policy', $3, $4)`,
        [
          policy.at,
          policy.actorId,
          id,
          JSON.stringify({ ...policy.detail, before: policy.seenVersion, moved: moved.length }),
        ],
      );
      // Without ids: any case may have changed, and a notification of thousands would help nobody.
      await new ChangesRepository(sql).announce({ topics: moved.length > 0 ? ['policy', 'cases'] : ['policy'] });
      return { id, moved: moved.length, passedOver: await lookAtAllAnew(sql, policy.at) };
    });
    await this.lookAnew(passedOver, policy.at);
    return { id, moved };
  }

  /** Tasks that somebody was changing: each waits for that alone, so that nobody waits for us in a circle. */
  private async lookAnew(taskIds: readonly string[], at: Date): Promise<void> {
    for (const taskId of taskIds)
      await this.dataSource.query(`update tasks set next_step_at = $2 where id = $1 and state = 'open'`, [taskId, at]);
  }
}

/** @throws Conflict */
async function requireInForce(sql: Sql, seenVersion: string): Promise<void> {
  const [row] = await sql.query(`select coalesce(max(id), ${POLICY_OF_THE_FILES})::text as id from policies`);
  if (row?.id === seenVersion) return;
  throw new Conflict(
    `The policy was changed by somebody else: version ${String(row?.id)} is in force, you saw ${seenVersion}`,
  );
}

/** With its derivation as it is stored: JSON of an array of lines. */
interface CountedMove extends Retiming {
  readonly why: string;
}

/** Promises as they were read, with where each would move; read again, only those are counted that are others now. */
class CountedMoves {
  private readonly known = new Map<string, { readonly as: string; readonly promise: RunningCommitment }>();
  private readonly moves = new Map<string, CountedMove>();

  constructor(private readonly retime: PolicyToSave['retime']) {}

  add(running: readonly RunningCommitment[]): void {
    const changed = running.filter((promise) => this.known.get(promise.taskId)?.as !== JSON.stringify(promise));
    for (const promise of changed) {
      this.known.set(promise.taskId, { as: JSON.stringify(promise), promise });
      this.moves.delete(promise.taskId);
    }
    for (const move of this.retime(changed)) {
      const why = JSON.stringify(describeDerivation(move.commitment.derivation.steps));
      this.moves.set(move.taskId, { ...move, why });
    }
  }

  promise(taskId: string): RunningCommitment | undefined {
    return this.known.get(taskId)?.promise;
  }

  /** Of these tasks, or of all that would move. */
  of(taskIds: Iterable<string> = this.moves.keys()): CountedMove[] {
    return [...taskIds].flatMap((taskId) => this.moves.get(taskId) ?? []);
  }
}

/** Locks the cases whose deadlines move, and resolves to the moves of what is there by then. */
async function movesOfLocked(sql: Sql, counted: CountedMoves): Promise<CountedMove[]> {
  const caseIds = [...new Set(counted.of().flatMap(({ taskId }) => counted.promise(taskId)?.caseId ?? []))];
  if (caseIds.length === 0) return [];
  // In the order of ids, as everybody does who locks several: nobody waits for one who waits for them.
  await sql.query('select from cases where id = any($1::bigint[]) order by id for no key update', [caseIds]);
  const held = (await sql.query(`${RUNNING} and t.case_id = any($1::bigint[])`, [caseIds])).map(runningCommitment);
  counted.add(held);
  return counted.of(held.map(({ taskId }) => taskId));
}

/**
 * The steps of an escalation may be others now, also where no deadline moved. Resolves to the tasks that somebody is
 * changing: whoever holds one may be waiting for another that we hold.
 */
async function lookAtAllAnew(sql: Sql, at: Date): Promise<string[]> {
  const rows = await sql.query(
    `with free as materialized (select id from tasks where state = 'open' for no key update skip locked),
       looked as (update tasks t set next_step_at = $1 from free where t.id = free.id and t.next_step_at is distinct from $1)
     select id from tasks where state = 'open' and id not in (select id from free)`,
    [at],
  );
  return rows.map(({ id }) => id as string);
}

async function moveDeadlines(sql: Sql, moved: readonly CountedMove[], at: Date): Promise<void> {
  if (moved.length === 0) return;
  const column = <Value>(value: (retiming: CountedMove) => Value): Value[] => moved.map(value);
  const taskIds = column(({ taskId }) => taskId);
  const dueAts = column(({ to }) => to);
  await sql.query(
    `update tasks t set due_at = n.due_at, next_step_at = $3
     from unnest($1::bigint[], $2::timestamptz[]) as n(id, due_at) where t.id = n.id`,
    [taskIds, dueAts, at],
  );
  await sql.query(
    `update commitments k set due_at = n.due_at, standard = n.standard, target_unit = n.unit, target_amount = n.amount,
       calendar = n.calendar, zone = n.zone, derivation = array(select jsonb_array_elements_text(n.derivation::jsonb))
     from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[])
       as n(id, due_at, standard, unit, amount, calendar, zone, derivation)
     where k.task_id = n.id`,
    [
      taskIds,
      dueAts,
      column(({ commitment }) => commitment.standardName),
      column(({ commitment }) => commitment.target.unit),
      column(({ commitment }) => commitment.target.amount),
      column(({ commitment }) => commitment.calendarName),
      column(({ commitment }) => commitment.zone),
      column(({ why }) => why),
    ],
  );
}

/** An event in the timeline of each case, and a new version of the case. */
async function recordMoves(
  sql: Sql,
  policyId: string,
  { at, actorId, detail }: PolicyToSave,
  counted: CountedMoves,
  moved: readonly Retiming[],
): Promise<void> {
  if (moved.length === 0) return;
  const caseOf = ({ taskId }: Retiming) => counted.promise(taskId)?.caseId;
  const caseIds = [...new Set(moved.map(caseOf))].filter((id) => id !== undefined);
  await sql.query('update cases set version = version + 1 where id = any($1::bigint[])', [caseIds]);
  await refreshDeadlines(sql, caseIds);
  await bulkInsert(
    sql,
    'case_events',
    {
      case_id: ['bigint', caseOf],
      at: ['timestamptz', () => at],
      actor_id: ['bigint', () => actorId],
      type: ['text', () => 'deadline_moved'],
      detail: [
        'jsonb',
        ({ taskId, from, to, workingMinutes, commitment }) => ({
          ...detail,
          why: 'policy',
          policyId,
          taskId,
          kind: counted.promise(taskId)?.kind,
          clock: commitment.clock,
          from: from.toISOString(),
          to: to.toISOString(),
          workingMinutes,
        }),
      ],
    },
    moved,
    '',
  );
}

function runningCommitment(row: Row): RunningCommitment {
  return {
    taskId: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as RunningCommitment['kind'],
    clock: row.clock as ClockName,
    target: { unit: row.target_unit as Target['unit'], amount: row.target_amount as number },
    startedAt: row.received_at as Date,
    dueAt: row.due_at as Date,
    standardName: row.standard as string,
    calendarName: row.calendar as string,
    waitedMinutes: row.waited_minutes as number,
    paused: false,
    severity: row.severity as RunningCommitment['severity'],
    subject: {
      sourceId: row.source_id as string,
      channel: row.channel as StandardSubject['channel'],
      language: row.language as string,
      customerGroup: row.group_name as string | null,
    },
  };
}
