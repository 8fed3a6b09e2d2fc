import { ALERT_LISTS, AlertPage, AlertQuery, type Alert, type CaseView } from '@earshot/contracts';
import type { FakeCaseStore } from './fake-case-store.js';
import { AINO } from './fake-data.js';
import { ok, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** The lists of the board, the nearest deadline first. */
export class FakeAlerts implements FakeDesk {
  constructor(private readonly cases: FakeCaseStore) {}

  answer({ method, path, query }: FakeRequest): FakeAnswer | null {
    if (method !== 'GET' || path.length !== 1 || path[0] !== 'alerts') return null;
    return ok(this.page(AlertQuery.parse(Object.fromEntries(query))));
  }

  private page(query: AlertQuery): AlertPage {
    const found = this.listed(query.list).filter((alert) => fits(alert, query));
    const start = query.after === undefined ? 0 : found.findIndex((alert) => alert.caseId === query.after) + 1;
    const items = found.slice(start, start + query.limit);
    const hasMore = start + items.length < found.length;
    return AlertPage.parse({
      items,
      next: hasMore ? (items.at(-1)?.caseId ?? null) : null,
      counts: Object.fromEntries(ALERT_LISTS.map((list) => [list, this.listed(list).length])),
    });
  }

  private listed(list: AlertQuery['list']): Alert[] {
    return this.cases
      .all()
      .filter(({ alert, view }) => listsOf(alert, view).includes(list))
      .map(({ alert }) => alert)
      .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || Number(a.caseId) - Number(b.caseId));
  }
}

/** The lists a case stands in: the same rules as the real queries follow. */
function listsOf(alert: Alert, view: CaseView): AlertQuery['list'][] {
  if (alert.state === 'not_a_complaint') return ['not_a_complaint'];
  if (view.snoozedUntil !== null && Date.parse(view.snoozedUntil) > Date.now()) return ['waiting'];
  const open = view.tasks.find((task) => task.state === 'open');
  if (open === undefined) return ['answered'];
  if (open.kind === 'review') return ['review'];
  return Date.parse(open.dueAt) <= Date.now() ? ['needs_answer', 'overdue'] : ['needs_answer'];
}

function fits(alert: Alert, query: AlertQuery): boolean {
  const text = `${alert.customer.name} ${alert.subject ?? ''} ${alert.excerpt.text}`.toLowerCase();
  return (
    (query.severity === undefined || alert.severity === query.severity) &&
    (query.language === undefined || alert.language === query.language) &&
    (query.source === undefined || alert.source.id === query.source) &&
    (query.topic === undefined || alert.topics.includes(query.topic)) &&
    (query.text === undefined || text.includes(query.text.toLowerCase())) &&
    (query.owner === 'anybody' || (query.owner === 'me' ? alert.owner?.id === AINO.id : alert.owner === null))
  );
}
