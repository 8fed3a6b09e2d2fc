import {
  NotFound,
  OverlayStore,
  type Lesson,
  type NewOverlay,
  type OverlayDecision,
  type OverlayDeed,
  type OverlayUnderAction,
  type OverlayVersion,
  type StoredOverlay,
  type TransactionHandle,
  type VerdictCounts,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import { JUDGED_INPUT, judgedInput } from './judged-input.js';

/** Any constant will do; all processes must use the same. */
const FITTING_LOCK = 7_402_364;

const VERSION = `o.id, o.source_id as "sourceId", o.base_model as "baseModel", o.state, o.fitted_at as "fittedAt", o.verdicts,
  o.last_verdict_id as "lastVerdictId", o.figures, o.adopted_at as "adoptedAt", o.replaced_id as "replacedId",
  o.reverted_by as "revertedBy"`;

/** The verdicts that count: the latest of each message. */
const COUNTING = `select v.* from verdicts v
  where not exists (select from verdicts newer where newer.message_id = v.message_id and newer.id > v.id)`;

export class PostgresOverlayStore extends OverlayStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async lockForFitting(transaction: TransactionHandle): Promise<void> {
    await transaction.query('select pg_advisory_xact_lock($1)', [FITTING_LOCK]);
  }

  async lessons(limit: number, transaction: TransactionHandle): Promise<readonly Lesson[]> {
    const rows = await transaction.query(
      `select v.id as verdict_id, v.dissatisfied, ${JUDGED_INPUT}
       from (${COUNTING} order by v.id desc limit $1) v
         join messages m on m.id = v.message_id and m.erased_at is null
         left join lateral (select unanswered_before, thread_probability from assessments where message_id = m.id order by id desc limit 1) a on true
       order by v.id`,
      [limit],
    );
    return rows.map((row) => ({
      verdictId: row.verdict_id as string,
      dissatisfied: row.dissatisfied as boolean,
      input: judgedInput(row),
    }));
  }

  async newestInputs(
    sourceId: string | null,
    limit: number,
    transaction: TransactionHandle,
  ): Promise<readonly Lesson['input'][]> {
    const rows = await transaction.query(
      `select ${JUDGED_INPUT}
       from (select * from messages where erased_at is null and ($1::bigint is null or source_id = $1)
             order by received_at desc, id desc limit $2) m
         left join lateral (select unanswered_before, thread_probability from assessments where message_id = m.id order by id desc limit 1) a on true
       order by m.received_at desc, m.id desc`,
      [sourceId, limit],
    );
    return rows.map(judgedInput);
  }

  async newest(
    transaction: TransactionHandle,
  ): Promise<readonly { fitted: OverlayVersion; adopted: OverlayVersion | null }[]> {
    const fitted = await transaction.query(
      `select distinct on (o.source_id) ${VERSION} from overlays o order by o.source_id, o.id desc`,
    );
    const adopted = await transaction.query(
      `select distinct on (o.source_id) ${VERSION} from overlays o where o.adopted_at is not null
       order by o.source_id, o.id desc`,
    );
    return fitted.map((version) => ({
      fitted: version as unknown as OverlayVersion,
      adopted: (adopted.find((other) => other.sourceId === version.sourceId) as OverlayVersion | undefined) ?? null,
    }));
  }

  async add(overlay: NewOverlay, transaction: TransactionHandle): Promise<string> {
    const [row] = await transaction.query(
      `insert into overlays (source_id, base_model, fitted_at, verdicts, last_verdict_id, figures, payload)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        overlay.sourceId,
        overlay.baseModel,
        overlay.fittedAt,
        overlay.verdicts,
        overlay.lastVerdictId,
        JSON.stringify(overlay.figures),
        JSON.stringify(overlay.payload),
      ],
    );
    return row?.id as string;
  }

  async adopt(id: string, at: Date, transaction: TransactionHandle): Promise<void> {
    const found = await lockVersion(id, transaction);
    await carryOut(found, 'adopt', { inForceId: id }, null, at, transaction);
  }

  async act(
    id: string,
    deed: OverlayDeed,
    actorId: string,
    at: Date,
    decide: (found: OverlayUnderAction) => OverlayDecision | null,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await this.lockForFitting(sql);
      const found = await lockVersion(id, sql);
      const decision = decide(found);
      if (decision !== null) await carryOut(found, deed, decision, actorId, at, sql);
    });
  }

  async inForce(transaction?: TransactionHandle): Promise<readonly StoredOverlay[]> {
    const sql = `select ${VERSION}, o.payload from overlays o where o.state = 'in_force' order by o.id`;
    const rows: unknown = transaction === undefined ? await this.dataSource.query(sql) : await transaction.query(sql);
    return rows as StoredOverlay[];
  }

  async find(id: string): Promise<StoredOverlay> {
    const [row] = await this.dataSource.query<StoredOverlay[]>(
      `select ${VERSION}, o.payload from overlays o where o.id = $1`,
      [id],
    );
    if (row === undefined) throw new NotFound('Overlay', id);
    return row;
  }

  async versions(limit: number): Promise<readonly OverlayVersion[]> {
    return this.dataSource.query<OverlayVersion[]>(`select ${VERSION} from overlays o order by o.id desc limit $1`, [
      limit,
    ]);
  }

  async verdictCounts(): Promise<VerdictCounts> {
    const [row] = await this.dataSource.query<[VerdictCounts]>(
      `select count(*)::int as messages, count(*) filter (where dissatisfied)::int as dissatisfied,
         (select count(*)::int from verdicts) as given
       from (${COUNTING}) counting`,
    );
    return row;
  }

  async hasNews(least: number): Promise<boolean> {
    const [row] = await this.dataSource.query<[{ news: boolean }]>(
      `select coalesce((select max(id) from verdicts), 0) >
           coalesce((select max(last_verdict_id) from overlays where source_id is null), 0)
         and (select count(*) from (${COUNTING} limit $1) counted) >= $1 as news`,
      [least],
    );
    return row.news;
  }
}

async function lockVersion(id: string, transaction: TransactionHandle): Promise<OverlayUnderAction> {
  const one = async (condition: string, value: string | null): Promise<OverlayVersion | null> => {
    const [row] = await transaction.query(`select ${VERSION} from overlays o where ${condition} for update`, [value]);
    return (row as OverlayVersion | undefined) ?? null;
  };
  const version = await one('o.id = $1', id);
  if (version === null) throw new NotFound('Overlay', id);
  return {
    version,
    inForce: await one(`o.source_id is not distinct from $1 and o.state = 'in_force'`, version.sourceId),
    replaced: await one('o.id = $1', version.replacedId),
  };
}

/** What goes out of force goes first: of each source only one may be in it. */
async function carryOut(
  { version, inForce }: OverlayUnderAction,
  deed: OverlayDeed,
  { inForceId }: OverlayDecision,
  actorId: string | null,
  at: Date,
  transaction: TransactionHandle,
): Promise<void> {
  if (inForce !== null)
    await transaction.query(`update overlays set state = 'retired', reverted_by = $2 where id = $1`, [
      inForce.id,
      deed === 'revert' ? actorId : null,
    ]);
  if (inForceId !== null)
    await transaction.query(
      `update overlays set state = 'in_force', adopted_at = $2, reverted_by = null,
         replaced_id = case when $3 then $4 else replaced_id end where id = $1`,
      [inForceId, at, deed === 'adopt', inForce?.id ?? null],
    );
  await transaction.query(
    `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail) values ($1, $2, $3, 'overlay', $4, $5)`,
    [at, actorId, `overlay.${deed}`, version.id, JSON.stringify({ before: inForce?.id ?? null, after: inForceId })],
  );
  await new ChangesRepository(transaction).announce({ topics: ['detection'] });
}
