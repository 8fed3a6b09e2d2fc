import {
  CaseMovementsStore,
  Conflict,
  NotFound,
  type CaseContents,
  type CaseMovementDetail,
  type CaseMovementRecord,
  type MovedVersions,
  type Movement,
  type MovementRequest,
  type SeenCase,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { recordCaseChange, type CaseHappening } from './case-change.js';
import { loadContents } from './case-contents.js';
import { inTransaction } from './in-transaction.js';
import { stopIntake } from './stop-intake.js';
import type { Sql } from './sql.js';
import { writeMovement } from './write-movement.js';

type Planned = { readonly movement: Movement; readonly detail: CaseMovementDetail };

export class PostgresCaseMovementsStore extends CaseMovementsStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async merge(
    from: SeenCase,
    to: SeenCase,
    request: MovementRequest,
    decide: (from: CaseContents, to: CaseContents) => Planned,
  ): ReturnType<CaseMovementsStore['merge']> {
    return inTransaction(this.dataSource, async (sql) => {
      const [found, target] = await lockBoth(sql, from, to);
      const planned = decide(found, target);
      await writeMovement(sql, planned.movement);
      const movementId = await keep(sql, 'merge', from.id, to.id, planned.detail, request);
      const left = await record(sql, from, request, { type: 'merged_into', detail: { movementId, caseId: to.id } });
      const taken = await record(sql, to, request, {
        type: 'merged_from',
        detail: { movementId, caseId: from.id, messages: planned.detail.messageIds.length },
      });
      return { movementId, versions: { ...left, ...taken } };
    });
  }

  async split(
    from: SeenCase,
    request: MovementRequest,
    decide: (from: CaseContents, newCaseId: string) => Planned,
  ): ReturnType<CaseMovementsStore['split']> {
    return inTransaction(this.dataSource, async (sql) => {
      const found = await lockOne(sql, from);
      const [newCaseId = ''] = await sql.newIds('cases', 1);
      const planned = decide(found, newCaseId);
      await insertCase(sql, planned.movement);
      await writeMovement(sql, planned.movement);
      const movementId = await keep(sql, 'split', from.id, newCaseId, planned.detail, request);
      const detail = { movementId, messages: planned.detail.messageIds.length };
      const left = await record(sql, from, request, { type: 'split_off', detail: { ...detail, caseId: newCaseId } });
      const taken = await record(sql, { id: newCaseId, version: null }, request, {
        type: 'split_from',
        detail: { ...detail, caseId: from.id },
      });
      return { movementId, newCaseId, versions: { ...left, ...taken } };
    });
  }

  async undo(
    movementId: string,
    seen: readonly [SeenCase, SeenCase],
    request: MovementRequest,
    decide: (
      record: CaseMovementRecord,
      from: CaseContents,
      to: CaseContents,
    ) => { movement: Movement; stayedMessageIds: readonly string[] },
  ): ReturnType<CaseMovementsStore['undo']> {
    return inTransaction(this.dataSource, async (sql) => {
      const [one, other] = await lockBoth(sql, ...seen);
      const [movement] = await movementRecords(sql, 'm.id = $1', movementId);
      const byId = new Map([one, other].map((contents) => [contents.head.id, contents]));
      const [from, to] = [byId.get(movement?.fromCaseId ?? ''), byId.get(movement?.toCaseId ?? '')];
      if (movement === undefined || from === undefined || to === undefined)
        throw new NotFound(`Movement between cases ${seen[0].id} and ${seen[1].id}`, movementId);
      const planned = decide(movement, from, to);
      await writeMovement(sql, planned.movement);
      await sql.query('update case_movements set undone_at = $2 where id = $1', [movementId, request.at]);
      let versions: MovedVersions = {};
      for (const [mine, others] of [seen, [...seen].reverse()] as [SeenCase, SeenCase][]) {
        const mineNow = await record(sql, mine, request, {
          type: `${movement.kind}_undone`,
          detail: { movementId, caseId: others.id, stayedMessageIds: planned.stayedMessageIds },
        });
        versions = { ...versions, ...mineNow };
      }
      return { stayedMessageIds: planned.stayedMessageIds, versions };
    });
  }

  async movementsOf(caseId: string): ReturnType<CaseMovementsStore['movementsOf']> {
    // One transaction, so that every case is seen as it is at one moment.
    return inTransaction(this.dataSource, async (sql) => {
      await sql.query('set transaction isolation level repeatable read read only');
      const records = await movementRecords(sql, '$1 in (m.from_case_id, m.to_case_id)', caseId);
      const ids = new Set([caseId, ...records.flatMap(({ fromCaseId, toCaseId }) => [fromCaseId, toCaseId])]);
      const contents = await loadContents(sql, [...ids]);
      return {
        mergedInto: contents.get(caseId)?.head.mergedInto ?? null,
        movements: records.map((found) => ({
          record: found,
          from: contents.get(found.fromCaseId) as CaseContents,
          to: contents.get(found.toCaseId) as CaseContents,
        })),
      };
    });
  }
}

/** @throws NotFound, Conflict */
async function lockBoth(sql: Sql, one: SeenCase, other: SeenCase): Promise<[CaseContents, CaseContents]> {
  const contents = await lock(sql, [one, other]);
  return [contents.get(one.id) as CaseContents, contents.get(other.id) as CaseContents];
}

async function lockOne(sql: Sql, seen: SeenCase): Promise<CaseContents> {
  return (await lock(sql, [seen])).get(seen.id) as CaseContents;
}

/** In the order of ids like everybody else, so that nobody waits for each other in a circle. */
async function lock(sql: Sql, seen: readonly SeenCase[]): Promise<ReadonlyMap<string, CaseContents>> {
  await stopIntake(sql);
  const ids = seen.map(({ id }) => id);
  await sql.query('select from cases where id = any($1::bigint[]) order by id for update', [ids]);
  const contents = await loadContents(sql, ids);
  for (const { id, version } of seen) {
    const inForce = contents.get(id)?.head.version;
    if (inForce !== version)
      throw new Conflict(`Case ${id} was changed by somebody else: it is at version ${inForce}, you saw ${version}`);
  }
  return contents;
}

async function keep(
  sql: Sql,
  kind: 'merge' | 'split',
  fromCaseId: string,
  toCaseId: string,
  detail: CaseMovementDetail,
  { actorId, at }: MovementRequest,
): Promise<string> {
  const [row] = await sql.query(
    `insert into case_movements (kind, from_case_id, to_case_id, detail, actor_id, at) values ($1, $2, $3, $4, $5, $6)
     returning id`,
    [kind, fromCaseId, toCaseId, JSON.stringify(detail), actorId, at],
  );
  return row?.id as string;
}

async function record(
  sql: Sql,
  seen: { readonly id: string; readonly version: number | null },
  { actorId, at, note }: MovementRequest,
  { type, detail }: CaseHappening,
): Promise<MovedVersions> {
  const happened = { type, detail: { ...detail, ...(note === null ? {} : { note }) } };
  const change = { caseId: seen.id, actorId, at, seenVersion: seen.version };
  return { [seen.id]: await recordCaseChange(sql, change, [happened]) };
}

async function movementRecords(sql: Sql, condition: string, value: string): Promise<CaseMovementRecord[]> {
  const rows = await sql.query(
    `select m.id, m.kind, m.from_case_id as "fromCaseId", m.to_case_id as "toCaseId", m.detail, m.at,
       m.undone_at as "undoneAt",
       case when m.actor_id is not null then json_build_object('id', m.actor_id::text, 'name', u.name) end as actor
     from case_movements m left join users u on u.id = m.actor_id where ${condition} order by m.id desc`,
    [value],
  );
  return rows as unknown as CaseMovementRecord[];
}

/** The row that the split's messages move into; `writeMovement` gives it the rest. */
async function insertCase(sql: Sql, { taking }: Movement): Promise<void> {
  await sql.query(
    `insert into cases (id, source_id, channel, subject, opened_at, state, severity, language, last_message_at,
       message_count, flagged_message_id)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      taking.id,
      taking.sourceId,
      taking.channel,
      taking.subject,
      taking.openedAt,
      taking.state,
      taking.severity,
      taking.language,
      taking.lastMessageAt,
      taking.messageCount,
      taking.flaggedMessageId,
    ],
  );
}
