import { civilDay, isoWeekday, yearOf, type CivilDay, type IsoWeekday } from './civil-day.js';
import type { Shift, WeeklyHours } from './weekly-hours.js';
import { closingInstantOf, wallClock } from './zoned-time.js';

/** After this many days off in a row a calendar cannot be meant: no house closes for two years. */
export const MAX_DAYS_OFF = 731;

/** A day that is not what its weekday says: closed (no shifts), or worked at these hours. */
export interface DayException {
  readonly shifts: readonly Shift[];
  /** Why: the holiday's name, or the words of the override; `null` for an ordinary day of an earlier calendar. */
  readonly name: string | null;
}

/** What one day is. */
export interface CalendarDay {
  readonly day: CivilDay;
  /** Empty on a day off. */
  readonly shifts: readonly Shift[];
  /** The holiday or override that decided it; `null` when the weekday did. */
  readonly name: string | null;
}

/**
 * When people work: a zone, weekly hours and the days that are different. Built by `createWorkingCalendar`, which
 * validates it. Immutable for the caller; years are worked out when they are first asked for and remembered.
 */
export class WorkingCalendar {
  private readonly years = new Map<number, ReadonlyMap<CivilDay, DayException>>();

  constructor(
    readonly name: string,
    /** IANA name; everything is counted on this zone's clock. */
    readonly zone: string,
    private readonly week: WeeklyHours,
    private readonly exceptionsOf: (year: number) => ReadonlyMap<CivilDay, DayException>,
  ) {}

  day(day: CivilDay): CalendarDay {
    const exception = this.exceptions(yearOf(day)).get(day);
    return exception === undefined
      ? { day, shifts: this.week[isoWeekday(day)], name: null }
      : { day, shifts: exception.shifts, name: exception.name };
  }

  /** The day, on this calendar's clock, in which an instant falls. */
  dayAt(instant: Date): CalendarDay {
    return this.day(wallClock(instant, this.zone).day);
  }

  /** What the weekday says, whatever this day is. */
  usualShifts(day: CivilDay): readonly Shift[] {
    return this.week[isoWeekday(day)];
  }

  /** Whether the weekday itself is worked, whatever this day is. */
  worksOn(weekday: IsoWeekday): boolean {
    return this.week[weekday].length > 0;
  }

  /** The instant at which the last shift of a working day ends; `null` on a day off. */
  closingOf({ day, shifts }: CalendarDay): Date | null {
    const last = shifts.at(-1);
    return last === undefined ? null : closingInstantOf(day, last, this.zone);
  }

  workingDaysIn(year: number): number {
    let count = 0;
    const end = civilDay(year + 1, 1, 1);
    for (let day = civilDay(year, 1, 1); day < end; day++) if (this.day(day).shifts.length > 0) count++;
    return count;
  }

  /** The same calendar with some days decided otherwise. */
  withDays(decided: (year: number) => ReadonlyMap<CivilDay, DayException>): WorkingCalendar {
    const exceptions = (year: number) => new Map([...this.exceptions(year), ...decided(year)]);
    return new WorkingCalendar(this.name, this.zone, this.week, exceptions);
  }

  private exceptions(year: number): ReadonlyMap<CivilDay, DayException> {
    let exceptions = this.years.get(year);
    if (exceptions === undefined) {
      exceptions = this.exceptionsOf(year);
      this.years.set(year, exceptions);
    }
    return exceptions;
  }
}
