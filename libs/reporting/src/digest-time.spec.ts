import { createWorkingCalendar } from '@earshot/domain';
import { digestBounds, digestDue, nextDigestAt } from './digest-time.js';

const calendar = createWorkingCalendar(
  { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);
const helsinki = { zone: 'Europe/Helsinki', localTime: '08:00' };

describe('the time of a digest', () => {
  it('is the reader’s own morning of a working day', () => {
    const due = digestDue(helsinki, new Date('2026-03-02T06:00:30Z'), calendar);
    expect(due).toEqual({ period: '2026-03-02', nextAt: new Date('2026-03-03T06:00:00Z') });
    const jakarta = { zone: 'Asia/Jakarta', localTime: '07:30' };
    expect(digestDue(jakarta, new Date('2026-03-02T00:30:00Z'), calendar).period).toBe('2026-03-02');
  });

  it.each([
    ['a Sunday', '2026-03-01T06:00:00Z'],
    ['a public holiday', '2026-12-25T06:00:00Z'],
  ])('is not %s', (_, now) => {
    expect(digestDue(helsinki, new Date(now), calendar).period).toBeNull();
  });

  it('is caught up on the same morning after a stop, and not in the middle of the night', () => {
    expect(digestDue(helsinki, new Date('2026-03-02T10:00:00Z'), calendar).period).toBe('2026-03-02');
    expect(digestDue(helsinki, new Date('2026-03-02T20:00:00Z'), calendar)).toEqual({
      period: null,
      nextAt: new Date('2026-03-03T06:00:00Z'),
    });
    expect(digestDue(helsinki, new Date('2026-03-02T03:00:00Z'), calendar)).toEqual({
      period: null,
      nextAt: new Date('2026-03-02T06:00:00Z'),
    });
  });

  it('stays at the reader’s local time when the clocks change', () => {
    expect(nextDigestAt(helsinki, new Date('2026-03-28T07:00:00Z'))).toEqual(new Date('2026-03-29T05:00:00Z'));
    expect(nextDigestAt(helsinki, new Date('2026-10-24T07:00:00Z'))).toEqual(new Date('2026-10-25T06:00:00Z'));
  });

  it('covers everything since the digest of the previous working day', () => {
    const monday = digestBounds(helsinki, new Date('2026-03-02T06:00:00Z'), calendar);
    expect(monday.from).toEqual(new Date('2026-02-27T06:00:00Z'));
    expect(monday.endOfToday).toEqual(new Date('2026-03-02T21:59:59.999Z'));
  });
});
