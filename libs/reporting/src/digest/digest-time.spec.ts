import { createWorkingCalendar, type DigestTiming } from '@earshot/domain';
import fc from 'fast-check';
import { digestDue, digestTimes, nextDigestAt, nextEditionAt } from './digest-time.js';

const calendar = createWorkingCalendar(
  { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);
const daily: DigestTiming = {
  edition: 'daily',
  zone: 'Europe/Helsinki',
  localTime: '08:00',
  days: [1, 2, 3, 4, 5, 6, 7],
  workingDaysOnly: true,
  calendar: null,
};
const weekly: DigestTiming = { ...daily, edition: 'weekly', days: [1] };
const sunday: DigestTiming = { ...weekly, localTime: '20:00', days: [7], workingDaysOnly: false };
const monthly: DigestTiming = { ...daily, edition: 'monthly' };
const periodAt = (timing: DigestTiming, now: string) => digestDue(timing, new Date(now), calendar).period;

describe('the time of a digest', () => {
  it('is the reader’s own morning of a working day', () => {
    const due = digestDue(daily, new Date('2026-03-02T06:00:30Z'), calendar);
    expect(due).toEqual({ period: '2026-03-02', nextAt: new Date('2026-03-03T06:00:00Z') });
    expect(periodAt({ ...daily, zone: 'Asia/Jakarta', localTime: '07:30' }, '2026-03-02T00:30:00Z')).toBe('2026-03-02');
  });

  it.each([
    ['a Sunday', daily, '2026-03-01T06:00:00Z', null],
    ['a Sunday, for who wants it then', { ...daily, workingDaysOnly: false }, '2026-03-01T06:00:00Z', '2026-03-01'],
    ['a public holiday', daily, '2026-12-25T06:00:00Z', null],
    ['a weekday that was not asked for', { ...daily, days: [1, 3] }, '2026-03-03T06:00:00Z', null],
    ['the same morning after a stop', daily, '2026-03-02T10:00:00Z', '2026-03-02'],
    ['the evening after a stop', daily, '2026-03-02T20:00:00Z', null],
    ['a Monday', weekly, '2026-03-02T06:00:00Z', '2026-03-02'],
    ['a Monday before its time', weekly, '2026-03-02T05:00:00Z', null],
    ['the Wednesday after a stop', weekly, '2026-03-04T12:00:00Z', '2026-03-02'],
    ['the Friday after a stop', weekly, '2026-03-06T12:00:00Z', null],
    ['the Monday of Easter', weekly, '2026-04-06T05:00:00Z', null],
    ['the Tuesday after Easter', weekly, '2026-04-07T05:00:00Z', '2026-04-06'],
    ['the first of May, a holiday', monthly, '2026-05-01T05:00:00Z', null],
    ['the first working day of May', monthly, '2026-05-04T05:00:00Z', '2026-05-01'],
    ['a minute late past midnight', { ...daily, localTime: '23:59' }, '2026-03-02T22:00:05Z', '2026-03-02'],
    ['a night after an evening', { ...daily, localTime: '20:00' }, '2026-03-02T23:00:00Z', '2026-03-02'],
    ['a whole day after an evening', { ...daily, localTime: '20:00' }, '2026-03-03T10:00:00Z', null],
    ['the Monday after a stop', sunday, '2026-03-02T08:00:00Z', '2026-02-23'],
    ['the Thursday after a stop', sunday, '2026-03-05T08:00:00Z', null],
    ['a Saturday, on working days only', { ...weekly, days: [6] }, '2026-02-28T06:00:00Z', null],
    ['the Monday for a Saturday, on working days only', { ...weekly, days: [6] }, '2026-03-02T06:00:00Z', '2026-03-02'],
    ['the tenth', monthly, '2026-05-12T05:00:00Z', null],
  ] as const)('%s', (_, timing, now, period) => {
    expect(periodAt(timing, now)).toBe(period);
  });

  it.each([
    ['the clocks skip it', '03:30', '2026-03-29T00:59:00Z', '2026-03-29T01:30:00Z'],
    ['the clocks repeat it', '03:30', '2026-10-24T23:59:00Z', '2026-10-25T00:30:00Z'],
    ['it is always there', '08:00', '2026-03-28T06:00:00Z', '2026-03-29T05:00:00Z'],
  ])('is found when %s', (_, localTime, now, next) => {
    expect(nextDigestAt({ zone: 'Europe/Helsinki', localTime }, new Date(now))).toEqual(new Date(next));
  });

  it.each([
    ['the first working day of the next month', monthly, '2026-11-22T10:00:00Z', '2026-12-01T06:00:00Z'],
    ['the first working day, when the first is none', monthly, '2026-04-10T10:00:00Z', '2026-05-04T05:00:00Z'],
    ['the Tuesday after Easter', weekly, '2026-03-31T10:00:00Z', '2026-04-07T05:00:00Z'],
    ['the same day, before its time', daily, '2026-03-02T05:00:00Z', '2026-03-02T06:00:00Z'],
    ['the next working day', daily, '2026-02-27T07:00:00Z', '2026-03-02T06:00:00Z'],
    ['the next Sunday evening', sunday, '2026-03-01T19:00:00Z', '2026-03-08T18:00:00Z'],
  ] as const)('of the next edition is that of %s', (_, timing, now, next) => {
    expect(nextEditionAt(timing, new Date(now), calendar)).toEqual(new Date(next));
  });

  it('comes for the same day however late within ten hours, also over midnight and a change of clocks', () => {
    const everyDay = { ...daily, workingDaysOnly: false };
    const times = fc.record({
      // Around both changes of 2026 in Helsinki, and elsewhere.
      start: fc.constantFrom('2026-03-26', '2026-10-22', '2026-06-10').map((day) => Date.parse(`${day}T00:00:00Z`)),
      minutes: fc.integer({ min: 0, max: 7 * 24 * 60 }),
      localTime: fc
        .integer({ min: 0, max: 1_439 })
        .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16)),
      lateMs: fc.integer({ min: 0, max: 10 * 60 * 60_000 }),
    });
    fc.assert(
      fc.property(times, ({ start, minutes, localTime, lateMs }) => {
        const timing = { ...everyDay, localTime };
        const due = nextDigestAt(timing, new Date(start + minutes * 60_000));
        const punctual = digestDue(timing, due, calendar).period;
        expect(punctual).not.toBeNull();
        expect(digestDue(timing, new Date(due.getTime() + lateMs), calendar).period).toBe(punctual);
      }),
    );
  });

  it('never comes twice for a period, asked every quarter of an hour for a year', () => {
    for (const timing of [daily, weekly, monthly, { ...daily, localTime: '03:30', workingDaysOnly: false }]) {
      const periods = new Set<string>();
      let looks = 0;
      let nextAt = new Date('2026-01-01T00:00:00Z');
      for (let now = nextAt.getTime(); now < Date.UTC(2027, 0, 1); now += 900_000) {
        if (now < nextAt.getTime()) continue;
        const due = digestDue(timing, new Date(now), calendar);
        expect(due.nextAt.getTime()).toBeGreaterThan(now);
        ({ nextAt } = due);
        looks += 1;
        if (due.period !== null) periods.add(due.period);
      }
      expect(looks).toBeGreaterThanOrEqual(365);
      expect(periods.size).toBe(
        { daily: timing.workingDaysOnly ? calendar.workingDaysIn(2026) : 365, weekly: 53, monthly: 12 }[timing.edition],
      );
    }
  });
});

describe('the days that a digest tells of', () => {
  const span = (timing: DigestTiming, now: string) => {
    const { span: told, before, week, soon, endOfToday } = digestTimes(timing, new Date(now), calendar);
    return {
      told: [told.firstDay, told.lastDay],
      before: [before.firstDay, before.lastDay],
      week: week.firstDay,
      soon,
      endOfToday,
    };
  };

  it('are those since the last one', () => {
    expect(span(daily, '2026-03-03T06:00:00Z').told).toEqual(['2026-03-02', '2026-03-02']);
    expect(span(daily, '2026-03-02T06:00:00Z').told).toEqual(['2026-02-27', '2026-03-01']);
    expect(span({ ...daily, days: [1] }, '2026-03-02T06:00:00Z').told).toEqual(['2026-02-23', '2026-03-01']);
  });

  it('are the week or month before, compared with those before it', () => {
    expect(span(weekly, '2026-03-04T06:00:00Z')).toMatchObject({
      told: ['2026-02-23', '2026-03-01'],
      before: ['2025-12-29', '2026-02-22'],
      week: '2026-02-23',
    });
    expect(span(monthly, '2026-03-02T06:00:00Z')).toMatchObject({
      told: ['2026-02-01', '2026-02-28'],
      before: ['2025-08-01', '2026-01-31'],
    });
  });

  it('of a weekly one on a late day are the seven before it, not the calendar’s week before', () => {
    const onSunday = { ...weekly, days: [7], workingDaysOnly: false };
    expect(span(onSunday, '2026-11-22T10:00:00Z')).toMatchObject({
      told: ['2026-11-15', '2026-11-21'],
      before: ['2026-09-20', '2026-11-14'],
    });
    expect(span(onSunday, '2026-11-21T10:00:00Z').told).toEqual(['2026-11-08', '2026-11-14']);
  });

  it('are those of the day it was made for, when it is written after midnight or in the week after', () => {
    const told = (timing: DigestTiming, now: string) => {
      const { period } = digestDue(timing, new Date(now), calendar);
      const { span: days } = digestTimes(timing, new Date(now), calendar, period);
      return [days.firstDay, days.lastDay];
    };
    const evening = { ...daily, localTime: '23:59', workingDaysOnly: false };
    expect(told(evening, '2026-03-03T22:00:05Z')).toEqual(told(evening, '2026-03-03T21:59:05Z'));
    expect(told(sunday, '2026-03-02T08:00:00Z')).toEqual(told(sunday, '2026-03-01T18:00:00Z'));
  });

  it('end today and, for promises, with the next working day', () => {
    const { endOfToday, soon } = span(daily, '2026-03-06T06:00:00Z');
    expect(endOfToday).toEqual(new Date('2026-03-06T21:59:59.999Z'));
    expect(soon).toEqual(new Date('2026-03-09T21:59:59.999Z'));
  });
});
