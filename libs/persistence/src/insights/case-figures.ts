import type { AnswerTimes, CauseFigures, InsightFilter, InsightPeriod, InsightStanding } from '@earshot/domain';
import { SqlParameters } from '../queries/sql-parameters.js';
import type { Row, Sql } from '../repositories/sql.js';
import { caseConditions } from './insight-conditions.js';

/** A customer who had a case within this time before is one who complains again. Days. */
const YEAR_DAYS = 365;

export interface CaseCounts extends AnswerTimes {
  readonly promised: number;
  readonly kept: number;
  readonly opened: number;
  readonly repeated: number;
  readonly checked: number;
  readonly recovered: number;
}

export interface CaseFigures {
  readonly total: CaseCounts;
  /** By the index of the bucket; what is absent is nothing. */
  readonly buckets: ReadonlyMap<number, CaseCounts>;
  readonly causes: readonly CauseFigures[];
}

export const NO_CASES: CaseCounts = {
  promised: 0,
  kept: 0,
  answered: 0,
  workingMedian: null,
  workingP90: null,
  wallMedian: null,
  wallP90: null,
  opened: 0,
  repeated: 0,
  checked: 0,
  recovered: 0,
};

/** The case's own moment that puts it into the period, for each set of figures. */
export const MOMENTS = { opened: 'opened_at', settled: 'settled_at', answered: 'answered_at', checked: 'checked_at' };

export const REPEATED = `f.previous_at >= f.opened_at - interval '${YEAR_DAYS} days'`;

const FIGURES = [
  [MOMENTS.settled, `count(*)::int as promised, (count(*) filter (where f.in_time))::int as kept`],
  [
    MOMENTS.answered,
    `count(*)::int as answered,
      percentile_cont(0.5) within group (order by f.working_minutes) as "workingMedian",
      percentile_cont(0.9) within group (order by f.working_minutes) as "workingP90",
      percentile_cont(0.5) within group (order by f.elapsed_seconds / 60.0::float8) as "wallMedian",
      percentile_cont(0.9) within group (order by f.elapsed_seconds / 60.0::float8) as "wallP90"`,
  ],
  [MOMENTS.opened, `count(*)::int as opened, (count(*) filter (where ${REPEATED}))::int as repeated`],
  [MOMENTS.checked, `count(*)::int as checked, (count(*) filter (where f.recovered))::int as recovered`],
] as const;

/**
 * What became of the cases. Each is counted at its own moment: opened when the customer first wrote, answered when they
 * were, a promise when it was settled, a recovery when they were asked.
 *
 * @param asOf a deadline after it is not settled yet
 */
export async function caseFigures(
  sql: Sql,
  period: InsightPeriod,
  filter: InsightFilter,
  asOf: Date,
): Promise<CaseFigures> {
  const buckets = new Map<number, CaseCounts>();
  let total = NO_CASES;
  for (const [moment, figures] of FIGURES) {
    for (const { bucket, ...counts } of await bucketed(sql, moment, figures, { period, filter, asOf })) {
      if (bucket === null) total = { ...total, ...counts };
      else buckets.set(Number(bucket) - 1, { ...(buckets.get(Number(bucket) - 1) ?? NO_CASES), ...counts });
    }
  }
  return { total, buckets, causes: await causes(sql, period, filter) };
}

async function bucketed(
  sql: Sql,
  moment: string,
  figures: string,
  { period, filter, asOf }: { period: InsightPeriod; filter: InsightFilter; asOf: Date },
): Promise<Row[]> {
  const parameters = new SqlParameters();
  const starts = parameters.add(period.buckets.map(({ from }) => from));
  return sql.query(
    `select bucket, ${figures}
     from (select c.*, width_bucket(c.${moment}, ${starts}::timestamptz[]) as bucket from insight_cases c
       where c.${moment} >= ${parameters.add(period.from)} and c.${moment} < ${parameters.add(period.to)}
         and c.${moment} <= ${parameters.add(asOf)} and ${caseConditions(filter, 'c', parameters)}) f
     group by grouping sets ((bucket), ())`,
    parameters.values,
  );
}

/** The causes that were found of the cases opened in the period, the most frequent first. */
async function causes(sql: Sql, { from, to }: InsightPeriod, filter: InsightFilter): Promise<CauseFigures[]> {
  const parameters = new SqlParameters();
  const rows = await sql.query(
    `select f.cause_stage as stage, f.cause_kind as kind, count(*)::int as cases from insight_cases f
     where f.opened_at >= ${parameters.add(from)} and f.opened_at < ${parameters.add(to)}
       and f.cause_stage is not null and ${caseConditions(filter, 'f', parameters)}
     group by 1, 2 order by 3 desc, 1, 2`,
    parameters.values,
  );
  return rows as unknown as CauseFigures[];
}

/** What was promised to a customer, by a standard or by a person, and is not done. A paused clock cannot run out. */
export const OPEN_CASES = `
  select c.id, c.owner_id, bool_or(t.state = 'open' and t.due_at < $1) as overdue
  from tasks t join cases c on c.id = t.case_id
  where t.state in ('open', 'paused') and t.kind in ('answer', 'solve', 'promise')`;

export async function standingFigures(sql: Sql, filter: InsightFilter, now: Date): Promise<InsightStanding> {
  const parameters = new SqlParameters();
  parameters.add(now);
  const [row] = await sql.query(
    `select count(*)::int as open, (count(*) filter (where overdue))::int as overdue,
       (count(*) filter (where owner_id is null))::int as unowned
     from (${OPEN_CASES} and ${caseConditions(filter, 'c', parameters)} group by c.id) open_cases`,
    parameters.values,
  );
  return row as unknown as InsightStanding;
}
