import type { Severity, Signal, Topic } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type CaseSummary } from './case-summary.js';
import { casesWithWords, hasWords, type CasesWithWords } from './cases-with-words.js';
import { excerptOf } from './excerpt.js';
import { decodeCursor, encodeCursor } from './keyset-cursor.js';
import { SqlParameters } from './sql-parameters.js';

export type AlertListName =
  | 'needs_answer'
  | 'at_risk'
  | 'overdue'
  | 'waiting'
  | 'promises'
  | 'to_solve'
  | 'checks'
  | 'watch'
  | 'review'
  | 'answered'
  | 'not_a_complaint';

export interface AlertFilter {
  readonly list: AlertListName;
  /** A user's id, or `nobody` for cases without an owner; absent for all. */
  readonly owner?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly language?: string | undefined;
  readonly source?: string | undefined;
  readonly topic?: Topic | undefined;
  /** Looked for in the subject, the customer's name and the messages, upper and lower case alike. */
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface AlertRow extends CaseSummary {
  readonly excerpt: { readonly text: string; readonly signals: Signal[] };
  readonly calendar: string | null;
}

/**
 * Lists of tasks run by what is due first, lists of cases by what was written last. `from` names the key's table `k`;
 * each order is that of an index, so that a page costs the same at the end of a list as at its beginning.
 */
interface ListPlan {
  /** What the list is of; it is counted without the cases of its tasks. */
  readonly of: 'tasks t' | 'cases c';
  readonly from: string;
  /** Of the columns of `of` alone. */
  readonly where: (parameters: SqlParameters, now: Date) => string;
  readonly key: string;
  readonly keyId: string;
  readonly descending: boolean;
}

const tasks = (where: ListPlan['where'], key = 't.due_at'): ListPlan => ({
  of: 'tasks t',
  from: 'tasks t join cases c on c.id = t.case_id',
  where,
  key,
  keyId: 't.id',
  descending: false,
});

const cases = (where: ListPlan['where']): ListPlan => ({
  of: 'cases c',
  from: 'cases c',
  where,
  key: 'c.last_message_at',
  keyId: 'c.id',
  descending: true,
});

/** Answered, and nothing is open again since. */
const ANSWERED = `c.answered_at is not null and c.due_at is null and c.state <> 'not_a_complaint'
  and c.merged_into is null`;
const NOT_A_COMPLAINT = `c.state = 'not_a_complaint'`;

/** What was promised to a customer, by a standard or by a person. */
const PROMISED = `('answer', 'solve', 'promise')`;
const CHECKS = `('recovery_check', 'review_request', 'win_back')`;

/** A case stands once in a list, by the task of these kinds that is due first. */
const first = (kinds: string): string =>
  `t.state = 'open' and t.kind in ${kinds} and not exists (select from tasks x where x.case_id = t.case_id
     and x.state = 'open' and x.kind in ${kinds} and (x.due_at, x.id) < (t.due_at, t.id))`;

/** A broken promise ranks above everything that is late. */
const BROKEN_PROMISES_FIRST = `case when t.kind = 'promise' then t.due_at - interval '100 years' else t.due_at end`;

const LISTS: Readonly<Record<AlertListName, ListPlan>> = {
  // What somebody put aside comes back when its time has come, or when it is late.
  needs_answer: tasks((parameters, now) => {
    const at = parameters.add(now);
    return `t.state = 'open' and t.kind = 'answer' and not exists (
      select from cases s where s.id = t.case_id and s.snoozed_until > ${at} and t.due_at >= ${at})`;
  }),
  at_risk: tasks(
    (parameters, now) => `${first(PROMISED)} and t.due_at >= ${parameters.add(now)}
      and exists (select from escalations e where e.task_id = t.id and e.due_at = t.due_at)`,
  ),
  overdue: tasks(
    (parameters, now) => `${first(PROMISED)} and t.due_at < ${parameters.add(now)}`,
    BROKEN_PROMISES_FIRST,
  ),
  waiting: cases(
    (parameters, now) =>
      `c.merged_into is null and (c.state = 'waiting' or (c.due_at is not null and c.snoozed_until > ${parameters.add(now)}))`,
  ),
  promises: tasks(() => first(`('promise')`)),
  to_solve: tasks(() => first(`('solve')`)),
  checks: tasks(() => first(CHECKS)),
  watch: tasks(() => first(`('watch')`)),
  review: tasks(() => `t.state = 'open' and t.kind = 'review'`),
  answered: cases(() => ANSWERED),
  not_a_complaint: cases(() => NOT_A_COMPLAINT),
};

const LIST_NAMES = Object.keys(LISTS) as AlertListName[];

/** The alert lists and their lengths. */
export class AlertQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A page in the list's order; `next` is the cursor of the following one, `null` on the last. @throws InvalidInput */
  async page(filter: AlertFilter, now: Date): Promise<{ items: AlertRow[]; next: string | null }> {
    const words = filter.text === undefined ? null : await casesWithWords(this.dataSource, filter.text);
    const { sql, parameters } = pageSql(filter, words, now);
    const rows = await this.dataSource.query<PageRow[]>(sql, parameters);
    const shown = rows.slice(0, filter.limit);
    const last = shown.at(-1);
    const next =
      rows.length > filter.limit && last !== undefined
        ? encodeCursor(filter.list, { at: last.keyAt, id: last.keyId })
        : null;
    return { items: shown.map(alertOf), next };
  }

  /**
   * How long each list is as a whole, whatever is filtered. Counting stops at one more than `most`: archives grow for
   * ever, and counting them to the end would cost every request more from year to year.
   */
  async counts(now: Date, most: number): Promise<Record<AlertListName, number>> {
    const parameters = new SqlParameters();
    const enough = parameters.add(most + 1);
    const counted = LIST_NAMES.map((name) => {
      const { of, where } = LISTS[name];
      const some = `select from ${of} where ${where(parameters, now)} limit ${enough}`;
      return `(select count(*)::int from (${some}) ${name}) as ${name}`;
    });
    const [row] = await this.dataSource.query<[Record<AlertListName, number>]>(
      `select ${counted.join(', ')}`,
      parameters.values,
    );
    return row;
  }
}

function pageSql(filter: AlertFilter, words: CasesWithWords | null, now: Date): { sql: string; parameters: unknown[] } {
  const plan = LISTS[filter.list];
  const parameters = new SqlParameters();
  const conditions = [plan.where(parameters, now), ...filterConditions(filter, words, parameters)];
  if (filter.after !== undefined) {
    const { at, id } = decodeCursor(filter.list, filter.after);
    const comparison = plan.descending ? '<' : '>';
    conditions.push(
      `(${plan.key}, ${plan.keyId}) ${comparison} (${parameters.add(at)}::timestamptz, ${parameters.add(id)}::bigint)`,
    );
  }
  const direction = plan.descending ? 'desc' : 'asc';
  // The page is cut before the details are joined, so that they are fetched for its rows only.
  const sql = `
    with page as materialized (
      select c.*, ${plan.key} as key_at, ${plan.keyId} as key_id, ${plan.descending ? 'c.due_at' : 't.due_at'} as list_due_at
      from ${plan.from} where ${conditions.join(' and ')}
      order by ${plan.key} ${direction}, ${plan.keyId} ${direction} limit ${parameters.add(filter.limit + 1)})
    select to_char(c.key_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "keyAt", c.key_id as "keyId",
      ${SUMMARY_COLUMNS}, c.list_due_at as "dueAt", k.calendar,
      left(m.text, 300) as text, coalesce(a.signals, '[]') as signals
    from page c ${SUMMARY_JOINS}
      left join lateral (select signals from assessments where message_id = m.id order by id desc limit 1) a on true
      left join lateral (select k.calendar from tasks t join commitments k on k.task_id = t.id
        where t.case_id = c.id and t.state = 'open' and t.due_at = c.list_due_at order by t.id limit 1) k on true
    order by c.key_at ${direction}, c.key_id ${direction}`;
  return { sql, parameters: parameters.values };
}

function filterConditions(filter: AlertFilter, words: CasesWithWords | null, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  if (filter.owner === 'nobody') conditions.push('c.owner_id is null');
  else if (filter.owner !== undefined) conditions.push(`c.owner_id = ${parameters.add(filter.owner)}`);
  if (filter.severity !== undefined) conditions.push(`c.severity = ${parameters.add(filter.severity)}`);
  if (filter.language !== undefined) conditions.push(`c.language = ${parameters.add(filter.language)}`);
  if (filter.source !== undefined) conditions.push(`c.source_id = ${parameters.add(filter.source)}`);
  if (filter.topic !== undefined) conditions.push(`${parameters.add(filter.topic)} = any(c.topics)`);
  if (words !== null) conditions.push(hasWords(words, parameters));
  return conditions;
}

interface PageRow extends Omit<AlertRow, 'excerpt'> {
  readonly keyAt: string;
  readonly keyId: string;
  readonly text: string | null;
  readonly signals: Signal[];
}

function alertOf({ keyAt: _at, keyId: _id, text, signals, ...summary }: PageRow): AlertRow {
  return { ...summary, excerpt: excerptOf(text ?? '', signals) };
}
