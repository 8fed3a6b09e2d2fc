import fc from 'fast-check';
import { isoDay, isoWeekday, type CivilDay } from './civil-day.js';
import { createWorkingCalendar } from './create-working-calendar.js';
import { dueAfterWorkingTime } from './due-after-working-time.js';
import { dueAt } from './due-at.js';
import { publicHolidays } from './public-holidays.js';

/**
 * Deadlines as somebody counts who looks at the clock on the wall every minute, knows nothing of offsets and writes a
 * mark for every minute in which the door is open.
 */
const ZONES = [
  'Europe/Helsinki',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  // The other hemisphere; Santiago and Asunción change at midnight, Lord Howe by half an hour.
  'America/Santiago',
  'America/Asuncion',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  // Change at midnight, on Fridays, around Ramadan, or not at all any more.
  'Africa/Cairo',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'UTC',
];
const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTE = 60_000;
/** No zone of our time changes its clocks between quarters of an hour. */
const QUARTER = 15 * MINUTE;

/** What a clock on the wall shows, by the platform's own tables. */
class WallClock {
  private readonly format: Intl.DateTimeFormat;
  private quarter = -1;
  private shows = 0;

  constructor(zone: string) {
    this.format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  /** Minutes since 1970 as the wall shows them. */
  at(instant: number): number {
    const quarter = Math.floor(instant / QUARTER);
    if (quarter !== this.quarter) {
      const parts = Object.fromEntries(
        this.format.formatToParts(quarter * QUARTER).map(({ type, value }) => [type, Number(value)]),
      );
      this.shows = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute) / MINUTE;
      this.quarter = quarter;
    }
    return this.shows + Math.floor((instant - quarter * QUARTER) / MINUTE);
  }
}

/** Edges from 04:00 to 22:30, where no clock is ever changed, or the whole day. */
const hours = fc.oneof(
  { arbitrary: fc.constant([0, 1440]), weight: 1 },
  {
    arbitrary: fc
      .uniqueArray(fc.integer({ min: 240, max: 1350 }), { minLength: 2, maxLength: 6 })
      .map((edges) => edges.slice(0, edges.length - (edges.length % 2)).sort((a, b) => a - b)),
    weight: 6,
  },
);
const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2029-12-31'), noInvalidDate: true });

interface Shape {
  readonly zone: string;
  readonly country: string | null;
  readonly edges: readonly number[];
  readonly weekdays: readonly number[];
  /** Own closing days, and days worked although they are off, counted from the start. */
  readonly closed: readonly number[];
  readonly worked: readonly number[];
  readonly start: Date;
}

const cases: fc.Arbitrary<Shape> = fc.record({
  zone: fc.constantFrom(...ZONES),
  country: fc.constantFrom('FI', 'US', 'CL', 'AU', 'EG', null),
  edges: hours,
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 7 }),
  closed: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }),
  worked: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 2 }),
  start: days,
});

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function world({ zone, country, edges, weekdays, closed, worked, start }: Shape) {
  const wall = new WallClock(zone);
  const first = Math.floor(start.getTime() / 86_400_000);
  const closedDays = closed.map((day) => first + day);
  const workedDays = worked.map((day) => first + day).filter((day) => !closedDays.includes(day));
  const shifts = edges.flatMap((opens, i) => (i % 2 === 0 ? [{ opens, closes: edges[i + 1]! }] : []));
  const calendar = createWorkingCalendar(
    {
      name: 'any',
      zone,
      country,
      hours: shifts.map(({ opens, closes }) => `${clock(opens)}-${clock(closes)}`).join(','),
      days: weekdays.map((weekday) => NAMES[weekday - 1]).join(','),
      closed: closedDays.map((day) => ({ day: isoDay(day), name: 'closed' })),
      working: workedDays.map((day) => ({ day: isoDay(day), name: 'worked' })),
    },
    null,
    2026,
  );
  const works = (day: CivilDay) => {
    if (workedDays.includes(day)) return true;
    if (closedDays.includes(day) || !weekdays.includes(isoWeekday(day))) return false;
    const year = Number(isoDay(day).slice(0, 4));
    return country === null || !publicHolidays({ country, state: null, region: null }, year).has(day);
  };
  const closes = edges.at(-1)!;
  const isOpen = (shown: number) => {
    const day = Math.floor(shown / 1440);
    const minute = shown - day * 1440;
    return works(day) && shifts.some((shift) => minute >= shift.opens && minute < shift.closes);
  };
  return { calendar, wall, works, closes, isOpen };
}

describe('against counting the minutes of ten years', () => {
  it('working hours end when as many open minutes have passed', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 3_000 }), (shape, minutes) => {
        const { calendar, wall, isOpen } = world(shape);
        const start = Math.floor(shape.start.getTime() / MINUTE) * MINUTE;
        let at = start;
        for (let left = minutes; left > 0; at += MINUTE) if (isOpen(wall.at(at))) left--;
        expect(dueAfterWorkingTime(new Date(start), minutes, calendar).dueAt.toISOString()).toBe(
          new Date(at).toISOString(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('working days end when the last open minute of the last of them has passed', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 8 }), (shape, workingDays) => {
        const { calendar, wall, works, closes } = world(shape);
        const start = Math.floor(shape.start.getTime() / MINUTE) * MINUTE;
        // The door closes for the day at the first minute, not earlier than now, that shows closing time or the next day.
        const isClosing = (day: CivilDay, shown: number) => shown >= day * 1440 + closes;
        let day = Math.floor(wall.at(start) / 1440);
        if (!works(day) || isClosing(day, wall.at(start))) {
          do day++;
          while (!works(day));
        }
        for (let left = workingDays; left > 0; left--) {
          do day++;
          while (!works(day));
        }
        let at = start;
        while (!isClosing(day, wall.at(at))) at += MINUTE;
        expect(dueAt(new Date(start), workingDays, calendar).dueAt.toISOString()).toBe(new Date(at).toISOString());
      }),
      { numRuns: 100 },
    );
  });
});
