import type { TFunction } from 'i18next';
import { eventDetail, type EventWords } from './event-detail';

/** Keys with their values: what the catalogue makes of them is the catalogue's. */
const words: EventWords = {
  t: ((key: string, values: Record<string, string | number> = {}) =>
    [key, ...Object.values(values)].join(' ')) as unknown as TFunction,
  catalogue: (section, key) => `${section}.${key}`,
  now: new Date('2026-11-18T10:00:00Z'),
  style: { locale: 'en-GB', zone: 'UTC' },
  names: new Map([['7', 'Bert']]),
};
const detail = (type: string, given: Record<string, unknown>) => eventDetail({ type, detail: given }, words);

describe('what the timeline says beside the name of an event', () => {
  it.each([
    ['severity_set', { from: 'low', to: 'high' }, 'timeline.detail.change severity.low severity.high'],
    [
      'deadline_moved',
      { from: '2026-11-19T15:00:00.000Z', to: '2026-11-20T15:00:00.000Z', kind: 'answer' },
      'task.answer · timeline.detail.change Thu 19 Nov, 15:00 Fri 20 Nov, 15:00',
    ],
    ['handed_over', { ownerId: '7' }, 'timeline.detail.to Bert'],
    ['task_closed', { kind: 'watch', reason: 'payment-settled' }, 'task.watch · closed.payment-settled'],
    ['solved', { customerLeft: false, unkeptPromises: ['1', '2'] }, 'timeline.detail.unkept 2'],
    [
      'call_logged',
      { direction: 'outgoing', reached: true, recordedLate: true },
      'playbook.direction.outgoing · playbook.call.reachedShort · timeline.detail.recordedLate',
    ],
    ['compensated', { kind: 'bonus', value: '10.00', currency: 'EUR' }, 'playbook.compensationKind.bonus · €10.00'],
  ])('%s %j', (type, given, expected) => {
    expect(detail(type, given)).toBe(expected);
  });

  it('is nothing for an event that says all, or of which nothing is known', () => {
    expect(detail('assigned', { seenVersion: 1 })).toBeNull();
    expect(detail('deadline_moved', {})).toBeNull();
    expect(detail('severity_set', { from: 'odd', to: 3 })).toBeNull();
    expect(detail('handed_over', { ownerId: '99' })).toBeNull();
  });
});
