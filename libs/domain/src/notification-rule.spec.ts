import fc from 'fast-check';
import { SEVERITIES } from './assessment.js';
import { receiversOf, type NotificationRule } from './notification-rule.js';
import { ROLES } from './people.js';
import { NOTIFICATION_EVENTS } from './ports/notification-store.js';

const rule = (given: Partial<NotificationRule> = {}): NotificationRule => ({
  id: '1',
  name: 'Anything',
  enabled: true,
  events: [],
  minSeverity: 'none',
  sourceIds: [],
  channelIds: ['7'],
  roles: [],
  userIds: [],
  ...given,
});
const colleagues = ROLES.map((role, index) => ({ id: String(index + 1), role }));
const overdue = { event: 'overdue', severity: 'medium' } as const;
const hears = (rules: readonly NotificationRule[], sourceId: string | null = '3') =>
  receiversOf(rules, overdue, sourceId, colleagues);

describe('a rule of notifications', () => {
  it.each<[string, Partial<NotificationRule>, boolean]>([
    ['names no event', {}, true],
    ['names the event', { events: ['warning', 'overdue'] }, true],
    ['names another event', { events: ['spike'] }, false],
    ['asks for as much severity', { minSeverity: 'medium' }, true],
    ['asks for more severity', { minSeverity: 'high' }, false],
    ['names the source', { sourceIds: ['3'] }, true],
    ['names another source', { sourceIds: ['4'] }, false],
    ['is switched off', { enabled: false }, false],
  ])('that %s is followed: %#', (_, given, followed) => {
    expect(hears([rule(given)]).channelIds).toEqual(followed ? ['7'] : []);
  });

  it('that names a source says nothing of what belongs to none', () => {
    expect(hears([rule({ sourceIds: ['3'] })], null).channelIds).toEqual([]);
  });

  it('reaches a person once, by role and by name', () => {
    const both = rule({ channelIds: [], roles: ['manager', 'lead'], userIds: ['3', '99'] });
    expect(hears([both, both]).userIds).toEqual(['2', '3']);
  });

  it('never tells others of a person’s own snooze', () => {
    const snooze = { event: 'snooze_ended', severity: 'critical' } as const;
    expect(receiversOf([rule({ roles: ['admin'] })], snooze, null, colleagues)).toEqual({
      channelIds: [],
      userIds: [],
    });
  });

  it('only adds: the order of rules says nothing, and one more takes nobody away', () => {
    const anyRule = fc.record({
      enabled: fc.boolean(),
      events: fc.subarray([...NOTIFICATION_EVENTS]),
      minSeverity: fc.constantFrom(...SEVERITIES),
      sourceIds: fc.subarray(['3', '4']),
      channelIds: fc.subarray(['7', '8']),
      roles: fc.subarray([...ROLES]),
      userIds: fc.subarray(['1', '5']),
    });
    const sorted = ({ channelIds, userIds }: ReturnType<typeof hears>) => [[...channelIds].sort(), [...userIds].sort()];
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), anyRule, (given, added) => {
        const rules = given.map(rule);
        expect(sorted(hears([...rules].reverse()))).toEqual(sorted(hears(rules)));
        const more = hears([...rules, rule(added)]);
        expect(more.channelIds).toEqual(expect.arrayContaining([...hears(rules).channelIds]));
        expect(more.userIds).toEqual(expect.arrayContaining([...hears(rules).userIds]));
      }),
    );
  });
});
