import type { CaseState, Channel, Severity, TaskKind } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type CaseSummary } from './case-summary.js';
import { casesWithWords, hasWords, type CasesWithWords } from './cases-with-words.js';
import { SqlParameters } from './sql-parameters.js';

export interface CaseListFilter {
  readonly ids?: readonly string[] | undefined;
  /** One of these. */
  readonly state?: readonly CaseState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  /** A user's id; `null` for nobody. */
  readonly owner?: string | null | undefined;
  readonly customer?: string | undefined;
  readonly source?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly language?: string | undefined;
  readonly openedAfter?: Date | undefined;
  readonly openedBefore?: Date | undefined;
  readonly dueBefore?: Date | undefined;
  /** Looked for in the subject, the customer's name and the messages, upper and lower case alike. */
  readonly text?: string | undefined;
  /** The id of the last case of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface CaseSummaryRow extends CaseSummary {
  readonly dueKind: TaskKind | null;
}

/** All cases by whatever people look for them; what was merged into another case is not one any more. */
export class CaseListQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first by the order in which they were opened here, which no later change of a case upsets. */
  async page(filter: CaseListFilter): Promise<{ items: CaseSummaryRow[]; next: string | null }> {
    const parameters = new SqlParameters();
    const words = filter.text === undefined ? null : await casesWithWords(this.dataSource, filter.text);
    const conditions = conditionsOf(filter, words, parameters);
    const rows = await this.dataSource.query<CaseSummaryRow[]>(
      `${PAGE} where ${conditions.join(' and ')} order by c.id desc limit ${parameters.add(filter.limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, filter.limit);
    return { items, next: rows.length > filter.limit ? (items.at(-1)?.caseId ?? null) : null };
  }

  /** `null` when there is no such case. */
  async versionOf(caseId: string): Promise<number | null> {
    const [row] = await this.dataSource.query<{ version: number }[]>('select version from cases where id = $1', [
      caseId,
    ]);
    return row?.version ?? null;
  }
}

const PAGE = `
  select ${SUMMARY_COLUMNS}, c.due_at as "dueAt", c.due_kind as "dueKind"
  from cases c ${SUMMARY_JOINS}`;

const COLUMNS = {
  customer: 'c.customer_id',
  source: 'c.source_id',
  channel: 'c.channel',
  language: 'c.language',
} as const;

function conditionsOf(filter: CaseListFilter, words: CasesWithWords | null, parameters: SqlParameters): string[] {
  const conditions = ['c.merged_into is null'];
  const compare = (expression: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${expression} ${parameters.add(value)}`);
  };
  for (const [name, column] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][])
    compare(`${column} =`, filter[name]);
  const oneOf = (column: string, values: readonly string[] | undefined) => {
    if (values !== undefined) conditions.push(`${column} = any(${parameters.add(values)}::text[])`);
  };
  if (filter.ids !== undefined) conditions.push(`c.id = any(${parameters.add(filter.ids)}::bigint[])`);
  oneOf('c.state', filter.state);
  oneOf('c.severity', filter.severity);
  if (filter.owner === null) conditions.push('c.owner_id is null');
  else compare('c.owner_id =', filter.owner);
  compare('c.opened_at >=', filter.openedAfter);
  compare('c.opened_at <', filter.openedBefore);
  compare('c.due_at <', filter.dueBefore);
  compare('c.id <', filter.after);
  if (words !== null) conditions.push(hasWords(words, parameters));
  return conditions;
}
