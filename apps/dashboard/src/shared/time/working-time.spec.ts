import { createWorkingCalendar, openDays, workingMinutesBetween } from '@earshot/domain';
import fc from 'fast-check';
import type { OpenHoursView } from '@earshot/contracts';
import { formatWorkingSpan } from './format';
import { restsUntil, workingSpan } from './working-time';

const at = (iso: string): Date => new Date(iso);
const FROM = at('2026-11-01T00:00:00Z');
const TO = at('2027-01-31T00:00:00Z');

const calendar = (name: string, hours: string | Record<string, string>) =>
  createWorkingCalendar({ name, zone: 'Europe/Helsinki', country: 'FI', hours, days: 'mon-fri' }, null, 2026);
const house = calendar('House', '09:00-17:00');
const split = calendar('Split', { 'mon-thu': '09:00-12:00,13:00-17:00', fri: '09:00-12:00' });

const hours: OpenHoursView = {
  from: FROM.toISOString(),
  to: TO.toISOString(),
  calendars: [house, split].map((one) => ({
    name: one.name,
    zone: one.zone,
    days: openDays(FROM, TO, one).map(({ day, open }) => ({
      day,
      open: open.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    })),
  })),
};

describe('what is left in working time', () => {
  // Friday 27 November 2026; the house closes at 17:00, which is 15:00 UTC.
  it.each([
    ['on Friday at 16:00', '2026-11-27T14:00:00Z', { days: 1, minutes: 60 }],
    ['after closing on Friday', '2026-11-27T16:30:00Z', { days: 1, minutes: 0 }],
    ['on Sunday, as on Friday evening', '2026-11-29T12:00:00Z', { days: 1, minutes: 0 }],
    ['on Monday at 10:00', '2026-11-30T08:00:00Z', { days: 0, minutes: 420 }],
    ['a minute before it is due', '2026-11-30T14:59:00Z', { days: 0, minutes: 1 }],
  ])('until Monday 17:00, %s', (_, now, left) => {
    expect(workingSpan(at(now), at('2026-11-30T15:00:00Z'), hours, 'House')).toEqual(left);
  });

  it('does not count holidays', () => {
    // 24 December is a Thursday; Christmas Day a Friday; what is due on Monday 28 has one whole day left.
    expect(workingSpan(at('2026-12-24T20:00:00Z'), at('2026-12-28T15:00:00Z'), hours, 'House')).toEqual({
      days: 1,
      minutes: 0,
    });
  });

  it('tells how late something is the same way', () => {
    expect(workingSpan(at('2026-11-30T08:30:00Z'), at('2026-11-27T15:00:00Z'), hours, 'House')).toEqual({
      days: 0,
      minutes: 90,
    });
  });

  it('makes a day of two parts that are as long as one', () => {
    expect(workingSpan(at('2026-11-30T08:00:00Z'), at('2026-12-01T13:00:00Z'), hours, 'House')).toEqual({
      days: 1,
      minutes: 5 * 60,
    });
  });

  it('counts by the calendar of the deadline, and by the house’s own when that is gone', () => {
    const [now, due] = [at('2026-11-27T08:00:00Z'), at('2026-11-30T15:00:00Z')];
    expect(workingSpan(now, due, hours, 'Split')).toEqual({ days: 1, minutes: 120 });
    expect(workingSpan(now, due, hours, 'dropped')).toEqual(workingSpan(now, due, hours, 'House'));
  });

  it('says nothing about times that the opening hours do not cover', () => {
    expect(workingSpan(at('2026-11-27T08:00:00Z'), at('2027-06-01T08:00:00Z'), hours, 'House')).toBeNull();
    expect(workingSpan(at('2026-10-27T08:00:00Z'), at('2026-11-27T08:00:00Z'), hours, 'House')).toBeNull();
  });

  it('adds up to what the calendar counts, at every time', () => {
    const instant = fc.integer({ min: FROM.getTime(), max: TO.getTime() }).map((time) => new Date(time));
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const span = workingSpan(one, other, hours, 'House');
        const counted = Math.abs(workingMinutesBetween(one, other, house));
        expect((span?.days ?? 0) * 480 + (span?.minutes ?? 0)).toBe(Math.floor(Number(counted.toFixed(6))));
        expect(span?.minutes).toBeLessThan(480);
      }),
    );
  });
});

describe('when the clock stands still', () => {
  it.each([
    ['2026-11-27T14:00:00Z', 'House', null],
    ['2026-11-28T10:00:00Z', 'House', '2026-11-30T07:00:00.000Z'],
    ['2026-11-27T15:00:00Z', 'House', '2026-11-30T07:00:00.000Z'],
    ['2026-11-26T10:30:00Z', 'Split', '2026-11-26T11:00:00.000Z'],
  ])('at %s by %s until %s', (now, name, until) => {
    expect(restsUntil(at(now), hours, name)?.toISOString() ?? null).toBe(until);
  });
});

describe('working time as people read it', () => {
  it.each([
    ['en-GB', { days: 1, minutes: 185 }, '1 day 3 hrs'],
    ['en-GB', { days: 2, minutes: 20 }, '2 days'],
    ['en-GB', { days: 6, minutes: 185 }, '6 days'],
    ['en-GB', { days: 0, minutes: 200 }, '3 hrs 20 mins'],
    ['en-GB', { days: 0, minutes: 60 }, '1 hr'],
    ['en-GB', { days: 0, minutes: 0 }, '0 mins'],
    ['fi', { days: 1, minutes: 185 }, '1 pv 3 t'],
  ])('in %s: %j', (locale, span, words) => {
    expect(formatWorkingSpan(span, { locale, zone: 'Europe/Helsinki' }).replace(/\u00a0/g, ' ')).toBe(words);
  });
});
