import type { AlertPage, AlertQuery } from '@earshot/contracts';
import { SEVERITIES_TO_CHOOSE, type Severity } from '../../shared/labels/severities';
import { TOPICS_TO_CHOOSE, type Topic } from '../../shared/labels/topics';

export type AlertListName = AlertQuery['list'];
export type OwnerFilter = AlertQuery['owner'];

/** What the board's address says: which list, filtered how. Everything left out has its default. */
export interface BoardSearch {
  readonly list?: AlertListName | undefined;
  readonly owner?: OwnerFilter | undefined;
  readonly severity?: Severity | undefined;
  readonly language?: string | undefined;
  readonly source?: string | undefined;
  readonly topic?: Topic | undefined;
  readonly text?: string | undefined;
}

/** In the order of the tabs; checked against the contract so that none is forgotten. */
export const ALERT_LISTS = Object.keys({
  needs_answer: true,
  at_risk: true,
  overdue: true,
  waiting: true,
  promises: true,
  to_solve: true,
  checks: true,
  watch: true,
  review: true,
  answered: true,
  not_a_complaint: true,
} satisfies Record<keyof AlertPage['counts'], true>) as AlertListName[];

const OWNERS = Object.keys({ me: true, nobody: true, anybody: true } satisfies Record<
  OwnerFilter,
  true
>) as OwnerFilter[];

const MOST_TEXT = 200;

/** Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. */
export function boardSearch(raw: Readonly<Record<string, unknown>>): BoardSearch {
  const text = typeof raw['text'] === 'string' ? raw['text'].trim().slice(0, MOST_TEXT) : '';
  return withoutDefaults({
    list: ALERT_LISTS.find((list) => list === raw['list']),
    owner: OWNERS.find((owner) => owner === raw['owner']),
    severity: SEVERITIES_TO_CHOOSE.find((severity) => severity === raw['severity']),
    language: matching(raw['language'], /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/),
    source: matching(raw['source'], /^[1-9]\d{0,17}$/),
    topic: TOPICS_TO_CHOOSE.find((topic) => topic === raw['topic']),
    text: text === '' ? undefined : text,
  });
}

/** Keeps the address short: what is left out means the default. Said outright, or the router keeps what was there. */
export function withoutDefaults(search: BoardSearch): BoardSearch {
  const defaults: BoardSearch = { list: 'needs_answer', owner: 'anybody' };
  return Object.fromEntries(
    Object.entries(search).map(([name, value]) => [
      name,
      value === defaults[name as keyof BoardSearch] ? undefined : value,
    ]),
  );
}

/** Everything that narrows a list, taken back. */
export const NO_FILTERS: BoardSearch = {
  owner: undefined,
  severity: undefined,
  language: undefined,
  source: undefined,
  topic: undefined,
  text: undefined,
};

/** Whether two addresses show the same, whatever order they were written in. */
export const isSameSearch = (one: BoardSearch, other: BoardSearch): boolean =>
  Object.keys({ list: undefined, ...NO_FILTERS }).every(
    (name) => one[name as keyof BoardSearch] === other[name as keyof BoardSearch],
  );

/** Whether anything but the list itself is chosen. */
export const isFiltered = ({ list: _, ...filters }: BoardSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined);

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
