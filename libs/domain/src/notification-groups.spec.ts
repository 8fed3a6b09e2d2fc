import type { Severity } from './assessment.js';
import { groupedNotifications, MOST_APART } from './notification-groups.js';
import type { NotificationEvent } from './ports/notification-store.js';

const told = (n: number, severity: Severity = 'low', event: NotificationEvent = 'overdue', userId = '1') => ({
  userId,
  event,
  severity,
  caseId: String(n),
  escalationId: String(1_000 + n),
  detail: { step: 'due', dueAt: `2026-11-${String((n % 28) + 1).padStart(2, '0')}T15:00:00.000Z` },
});
const many = (count: number, ...more: [Severity?, NotificationEvent?, string?]) =>
  Array.from({ length: count }, (_, n) => told(n, ...more));

describe('what is told at one moment', () => {
  it('is one line a person when it is a crowd, as grave as the gravest, with the earliest deadline', () => {
    const crowd = [...many(MOST_APART), told(99, 'high'), ...many(3, 'low', 'overdue', '2')];
    const grouped = groupedNotifications(crowd);
    expect(grouped).toHaveLength(4);
    expect(grouped.at(-1)).toEqual({
      userId: '1',
      event: 'overdue',
      severity: 'high',
      caseId: null,
      escalationId: null,
      detail: { cases: MOST_APART + 1, dueAt: '2026-11-01T15:00:00.000Z' },
    });
  });

  it.each([
    ['few', many(MOST_APART)],
    ['critical', many(100, 'critical')],
    ['a message that cannot wait', many(100, 'high', 'at_once')],
    ['of many people', Array.from({ length: 100 }, (_, n) => told(n, 'low', 'overdue', String(n)))],
    ['of one case', Array.from({ length: 100 }, () => told(1))],
  ])('stays apart when it is %s', (_, notifications) => {
    expect(groupedNotifications(notifications)).toEqual(notifications);
  });
});
