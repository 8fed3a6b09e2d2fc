import { SEVERITIES, type Severity } from './assessment.js';
import type { NotificationDetail, NotificationEvent } from './ports/notification-store.js';

/** More of one kind at once than a person reads one by one: an import or a backfill of mails that are long overdue. */
export const MOST_APART = 20;

/** Only deadlines come in crowds; what cannot wait is told by itself, and so is what concerns one person's own deed. */
const GROUPED: readonly NotificationEvent[] = ['warning', 'overdue'];

interface Told {
  readonly userId: string;
  readonly event: NotificationEvent;
  readonly severity: Severity;
  readonly caseId: string | null;
  readonly escalationId: string | null;
  readonly detail: NotificationDetail;
}

/**
 * What is told at one moment, with one notification in place of more than `MOST_APART` of a kind to one person: it counts
 * the cases, is as grave as the gravest of them and names the earliest deadline. Critical ones stay apart.
 */
export function groupedNotifications<One extends Told>(notifications: readonly One[]): One[] {
  const crowds = new Map<string, One[]>();
  for (const one of notifications) {
    if (!GROUPED.includes(one.event) || one.severity === 'critical' || one.caseId === null) continue;
    const key = `${one.userId} ${one.event}`;
    crowds.set(key, [...(crowds.get(key) ?? []), one]);
  }
  const grouped = [...crowds.values()].filter((crowd) => new Set(crowd.map(({ caseId }) => caseId)).size > MOST_APART);
  const inGroup = new Set(grouped.flat());
  return [...notifications.filter((one) => !inGroup.has(one)), ...grouped.map(asOne)];
}

function asOne<One extends Told>(crowd: readonly One[]): One {
  const [first] = crowd as readonly [One, ...One[]];
  const dueAt = crowd
    .flatMap(({ detail }) => detail.dueAt ?? [])
    .sort()
    .at(0);
  return {
    ...first,
    severity: SEVERITIES.filter((severity) => crowd.some((one) => one.severity === severity)).at(-1) ?? first.severity,
    caseId: null,
    escalationId: null,
    detail: { cases: new Set(crowd.map(({ caseId }) => caseId)).size, ...(dueAt === undefined ? {} : { dueAt }) },
  };
}
