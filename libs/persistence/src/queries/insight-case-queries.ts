import type { InsightCaseSet, InsightFilter, InsightPeriod, Severity, Topic } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { MOMENTS, OPEN_CASES, REPEATED } from '../insights/case-figures.js';
import { COUNTED, JUDGEMENT } from '../insights/count-days.js';
import { caseConditions } from '../insights/insight-conditions.js';
import { SqlParameters } from './sql-parameters.js';

export interface InsightCasesAsked {
  readonly set: InsightCaseSet;
  readonly period: InsightPeriod;
  readonly filter: InsightFilter;
  /** Of the set `cause`. */
  readonly stage?: string | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A case as an export has it. */
export interface InsightCaseRow {
  readonly caseId: string;
  readonly openedAt: Date;
  readonly source: string;
  readonly language: string;
  readonly severity: Severity;
  readonly topics: Topic[];
  readonly owner: string | null;
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
  readonly inTime: boolean | null;
  readonly workingMinutes: number | null;
  readonly elapsedSeconds: number | null;
  readonly repeated: boolean;
  readonly causeStage: string | null;
  readonly causeKind: string | null;
  readonly solvedAt: Date | null;
  readonly checkedAt: Date | null;
  readonly recovered: boolean | null;
}

/** Rows that an export holds in memory at a time. */
const EXPORT_BATCH = 1_000;

/** Of which moment a set of kept facts is, and what else makes a case belong to it. */
const SETS: Partial<Record<InsightCaseSet, readonly [moment: string, condition: string]>> = {
  opened: [MOMENTS.opened, 'true'],
  repeated: [MOMENTS.opened, REPEATED],
  kept: [MOMENTS.settled, 'f.in_time'],
  broken: [MOMENTS.settled, 'f.in_time is not true'],
  answered: [MOMENTS.answered, 'true'],
  recovered: [MOMENTS.checked, 'f.recovered'],
  not_recovered: [MOMENTS.checked, 'not f.recovered'],
  cause: [MOMENTS.opened, 'f.cause_stage is not null'],
};

const STANDING: Partial<Record<InsightCaseSet, string>> = {
  open: 'true',
  overdue: 'overdue',
  unowned: 'owner_id is null',
};

/** The cases behind the figures. */
export class InsightCaseQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Ids, the newest first. */
  async page(asked: InsightCasesAsked, now: Date): Promise<{ items: string[]; next: string | null }> {
    const parameters = new SqlParameters();
    const sql = selectionOf(asked, now, parameters);
    const after = asked.after === undefined ? '' : `where id < ${parameters.add(asked.after)}`;
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from (${sql}) found ${after} order by id desc limit ${parameters.add(asked.limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, asked.limit).map(({ id }) => id);
    return { items, next: rows.length > asked.limit ? (items.at(-1) ?? null) : null };
  }

  /** Everything that is kept of the cases opened in the period, oldest case first, a batch at a time. */
  async *rows(period: InsightPeriod, filter: InsightFilter): AsyncGenerator<readonly InsightCaseRow[]> {
    for (let after = '0'; ;) {
      const batch = await this.batch(period, filter, after);
      if (batch.length > 0) yield batch;
      const last = batch.at(-1);
      if (last === undefined || batch.length < EXPORT_BATCH) return;
      after = last.caseId;
    }
  }

  private batch({ from, to }: InsightPeriod, filter: InsightFilter, after: string): Promise<InsightCaseRow[]> {
    const parameters = new SqlParameters();
    return this.dataSource.query<InsightCaseRow[]>(
      `select f.case_id as "caseId", f.opened_at as "openedAt", s.name as source, f.language, f.severity, f.topics,
         u.name as owner, f.due_at as "dueAt", f.answered_at as "answeredAt", f.in_time as "inTime",
         f.working_minutes as "workingMinutes", f.elapsed_seconds as "elapsedSeconds",
         coalesce(${REPEATED}, false) as repeated, f.cause_stage as "causeStage", f.cause_kind as "causeKind",
         f.solved_at as "solvedAt", f.checked_at as "checkedAt", f.recovered
       from insight_cases f join sources s on s.id = f.source_id left join users u on u.id = f.owner_id
       where f.case_id > ${parameters.add(after)} and f.opened_at >= ${parameters.add(from)}
         and f.opened_at < ${parameters.add(to)} and ${caseConditions(filter, 'f', parameters)}
       order by f.case_id limit ${EXPORT_BATCH}`,
      parameters.values,
    );
  }
}

function selectionOf(asked: InsightCasesAsked, now: Date, parameters: SqlParameters): string {
  const { set, filter, period, stage } = asked;
  const standing = STANDING[set];
  if (standing !== undefined) {
    parameters.add(now);
    const open = `${OPEN_CASES} and ${caseConditions(filter, 'c', parameters)} group by c.id`;
    return `select id from (${open}) open_cases where ${standing}`;
  }
  const kept = SETS[set];
  if (kept === undefined) return unhappyCases(period, filter, parameters);
  const [moment, condition] = kept;
  const ofStage = stage === undefined ? '' : `and f.cause_stage = ${parameters.add(stage)}`;
  return `select f.case_id as id from insight_cases f
    where f.${moment} >= ${parameters.add(period.from)} and f.${moment} < ${parameters.add(period.to)}
      and f.${moment} <= (select as_of from insight_state) and ${condition} ${ofStage}
      and ${caseConditions(filter, 'f', parameters)}`;
}

/** The cases of unhappy messages; a message whose case was no complaint, or that opened none, leads nowhere. */
function unhappyCases(period: InsightPeriod, filter: InsightFilter, parameters: SqlParameters): string {
  return `select distinct f.case_id as id
    from (select m.case_id, m.source_id, a.language, j.severity, a.topics, c.owner_id
      from messages m ${JUDGEMENT} join cases c on c.id = m.case_id
      where m.sent_at >= ${parameters.add(period.from)} and m.sent_at < ${parameters.add(period.to)}
        and ${COUNTED} and j.unhappy) f
    where ${caseConditions(filter, 'f', parameters)}`;
}
