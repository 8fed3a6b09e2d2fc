import fc from 'fast-check';
import { SEVERITIES } from './assessment.js';
import { wallClock } from './calendar/zoned-time.js';
import {
  disturbTime,
  EVERYTHING_AT_ONCE,
  mailTime,
  type NotificationPreferences,
  type QuietHours,
} from './notification-preferences.js';
import { NOTIFICATION_EVENTS } from './ports/notification-store.js';

const HELSINKI = 'Europe/Helsinki';
const NIGHT: QuietHours = { from: '22:00', to: '07:00', criticalBreaksThrough: true };
const preferring = (given: Partial<NotificationPreferences>): NotificationPreferences => ({
  ...EVERYTHING_AT_ONCE,
  ...given,
});
const overdue = { event: 'overdue', severity: 'high' } as const;
const heldUntil = (quiet: QuietHours, at: string, zone = HELSINKI): string =>
  disturbTime({ quiet, mutedUntil: null }, zone, 'high', new Date(at)).toISOString();

describe('a mail', () => {
  const at = new Date('2026-11-25T20:30:00Z');

  it('goes at once to who has chosen nothing', () => {
    expect(mailTime(EVERYTHING_AT_ONCE, HELSINKI, overdue, at)).toEqual(at);
  });

  it.each([
    ['mail is off', { mail: false }],
    ['it is less grave than wanted', { mailFrom: 'critical' }],
    ['such events are not wanted', { notMailed: ['overdue'] }],
  ] as const)('does not go when %s', (_, given) => {
    expect(mailTime(preferring(given), HELSINKI, overdue, at)).toBeNull();
  });

  it('waits for the morning in quiet hours, unless it is critical and may break through', () => {
    const morning = new Date('2026-11-26T05:00:00Z');
    const critical = { ...overdue, severity: 'critical' } as const;
    expect(mailTime(preferring({ quiet: NIGHT }), HELSINKI, overdue, at)).toEqual(morning);
    expect(mailTime(preferring({ quiet: NIGHT }), HELSINKI, critical, at)).toEqual(at);
    const strict = preferring({ quiet: { ...NIGHT, criticalBreaksThrough: false } });
    expect(mailTime(strict, HELSINKI, critical, at)).toEqual(morning);
  });

  it('waits for the end of a mute, critical or not, and then for that of the quiet hours it ends in', () => {
    const mutedUntil = new Date('2026-12-01T23:00:00Z');
    const critical = { ...overdue, severity: 'critical' } as const;
    expect(mailTime(preferring({ mutedUntil }), HELSINKI, critical, at)).toEqual(mutedUntil);
    expect(mailTime(preferring({ mutedUntil, quiet: NIGHT }), HELSINKI, critical, at)).toEqual(mutedUntil);
    expect(mailTime(preferring({ mutedUntil, quiet: NIGHT }), HELSINKI, overdue, at)).toEqual(
      new Date('2026-12-02T05:00:00Z'),
    );
    expect(mailTime(preferring({ mutedUntil: new Date('2026-11-25T20:00:00Z') }), HELSINKI, overdue, at)).toEqual(at);
  });
});

describe('quiet hours', () => {
  it('end by the clock of the person also in the nights in which it is changed', () => {
    // 29 March: 03:00 becomes 04:00; 25 October: 04:00 becomes 03:00.
    expect(heldUntil(NIGHT, '2026-03-28T20:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(heldUntil(NIGHT, '2026-10-24T19:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });

  it('whose end is left out in spring end when the clock is put forward', () => {
    const early = { ...NIGHT, to: '03:30' };
    expect(heldUntil(early, '2026-03-29T00:59:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(heldUntil(early, '2026-03-29T01:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('whose end comes twice in autumn end the first time', () => {
    const early = { ...NIGHT, to: '03:30' };
    expect(heldUntil(early, '2026-10-25T00:29:00Z')).toBe('2026-10-25T00:30:00.000Z');
    const again = '2026-10-25T01:10:00.000Z';
    expect(heldUntil(early, again)).toBe(again);
  });

  it('may lie within one day', () => {
    const siesta = { ...NIGHT, from: '12:00', to: '14:00' };
    expect(heldUntil(siesta, '2026-11-25T10:00:00Z')).toBe('2026-11-25T12:00:00.000Z');
    expect(heldUntil(siesta, '2026-11-25T12:00:00Z')).toBe('2026-11-25T12:00:00.000Z');
    expect(heldUntil(siesta, '2026-11-25T09:59:59Z')).toBe('2026-11-25T09:59:59.000Z');
  });

  const time = fc
    .integer({ min: 0, max: 1_439 })
    .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
  const quiet = fc
    .record({ from: time, to: time, criticalBreaksThrough: fc.boolean() })
    .filter(({ from, to }) => from !== to);
  const zone = fc.constantFrom(HELSINKI, 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu');
  /** Around the changes of clocks of both halves of the world, to the minute. */
  const around = fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-25', '2026-11-01'),
      fc.nat(),
    )
    .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + ((minutes % 4_320) - 1_440) * 60_000));

  it('hold nothing for a day or longer than they last, and end in an instant that is not quiet', () => {
    fc.assert(
      fc.property(quiet, zone, around, (hours, where, at) => {
        const until = disturbTime({ quiet: hours, mutedUntil: null }, where, 'low', at);
        expect(until.getTime()).toBeGreaterThanOrEqual(at.getTime());
        // The longest quiet hours, an hour of a changed clock, and the next ones where the change leaves no gap.
        expect(until.getTime() - at.getTime()).toBeLessThan(49 * 3_600_000);
        expect(disturbTime({ quiet: hours, mutedUntil: null }, where, 'low', until)).toEqual(until);
      }),
    );
  });

  it('hold exactly what falls between their times on an ordinary day', () => {
    const ordinary = fc
      .integer({ min: 0, max: 4_319 })
      .map((minute) => new Date(Date.parse('2026-06-10T00:00:00Z') + minute * 60_000));
    fc.assert(
      fc.property(quiet, zone, ordinary, (hours, where, at) => {
        const { minute } = wallClock(at, where);
        const now = new Date(minute * 60_000).toISOString().slice(11, 16);
        const { from, to } = hours;
        const isQuiet = from < to ? from <= now && now < to : now >= from || now < to;
        const until = disturbTime({ quiet: hours, mutedUntil: null }, where, 'low', at);
        expect(until > at).toBe(isQuiet);
        if (isQuiet) expect(new Date(wallClock(until, where).minute * 60_000).toISOString().slice(11, 16)).toBe(to);
      }),
    );
  });

  it('keep no mail that is wanted from being sent some day', () => {
    const preferences = fc.record({
      mail: fc.constant(true),
      mailFrom: fc.constantFrom(...SEVERITIES),
      notMailed: fc.subarray([...NOTIFICATION_EVENTS]),
      quiet: fc.option(quiet),
      mutedUntil: fc.option(around),
    });
    const event = fc.constantFrom(...NOTIFICATION_EVENTS);
    fc.assert(
      fc.property(
        preferences,
        event,
        fc.constantFrom(...SEVERITIES),
        zone,
        around,
        (wanted, what, severity, where, at) => {
          const when = mailTime(wanted, where, { event: what, severity }, at);
          const isWanted =
            !wanted.notMailed.includes(what) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(wanted.mailFrom);
          expect(when === null).toBe(!isWanted);
          if (when !== null) expect(mailTime(wanted, where, { event: what, severity }, when)).toEqual(when);
        },
      ),
    );
  });
});
