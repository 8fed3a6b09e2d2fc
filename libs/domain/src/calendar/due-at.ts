import { InvalidInput } from '../errors.js';
import { isoDay, isoWeekday, type CivilDay } from './civil-day.js';
import { describeDerivation, type DerivationStep } from './derivation.js';
import { receiptOf } from './receipt.js';
import { MAX_DAYS_OFF, type CalendarDay, type WorkingCalendar } from './working-calendar.js';
import { wallClock } from './zoned-time.js';

/** Ten years of working days: more is a slip of the pen. */
export const MAX_WORKING_DAYS = 2_500;

/** A deadline and how it came about. */
export class Due {
  constructor(
    readonly dueAt: Date,
    readonly steps: readonly DerivationStep[],
  ) {}

  /** The steps in English words, on one line. */
  get words(): string {
    return describeDerivation(this.steps).join('; ');
  }
}

/**
 * The instant by which something received at `received` is due: closing time of the `workingDays`-th working day after
 * day 0. Day 0 is the day of receipt when that is a working day and closing time has not come, else the next working day.
 *
 * @param workingDays 0..2500; 0 means by closing time of day 0
 * @throws InvalidInput for another number, an invalid date, or a calendar that has no working day for two years
 */
export function dueAt(received: Date, workingDays: number, calendar: WorkingCalendar): Due {
  if (Number.isNaN(received.getTime())) {
    throw new InvalidInput('received is not a date', [{ path: 'received', message: 'must be a valid instant' }]);
  }
  if (!Number.isInteger(workingDays) || workingDays < 0 || workingDays > MAX_WORKING_DAYS) {
    const message = `must be a whole number from 0 to ${MAX_WORKING_DAYS}, but is ${workingDays}`;
    throw new InvalidInput('workingDays is out of range', [{ path: 'workingDays', message }]);
  }
  const receipt = receiptOf(received, calendar);
  const steps: DerivationStep[] = [receipt.step];

  const sameDay = receipt.timing !== 'after_closing' && receipt.timing !== 'day_off';
  let current = sameDay ? receipt.day : nextWorkingDay(receipt.day.day, calendar, steps);
  steps.push({ kind: 'counts_as', day: isoDay(current.day), name: sameDay ? null : current.name });
  for (let number = 1; number <= workingDays; number++) {
    current = nextWorkingDay(current.day, calendar, steps);
    steps.push({ kind: 'counted', day: isoDay(current.day), number, name: current.name });
  }

  const due = calendar.closingOf(current);
  const closes = current.shifts.at(-1)?.closes;
  if (due === null || closes === undefined)
    throw new Error(`${isoDay(current.day)} was counted although it is a day off`);
  // The clocks may have gone past closing time; 24:00 is no time that they show.
  const minute = closes === 1440 ? closes : wallClock(due, calendar.zone).minute;
  steps.push({ kind: 'due', day: isoDay(current.day), minute });
  return new Due(due, steps);
}

/** The first working day after `day`; holidays that a working weekday lost are noted as skipped. */
function nextWorkingDay(day: CivilDay, calendar: WorkingCalendar, steps: DerivationStep[]): CalendarDay {
  for (let next = day + 1; next <= day + MAX_DAYS_OFF; next++) {
    const candidate = calendar.day(next);
    if (candidate.shifts.length > 0) return candidate;
    if (candidate.name !== null && calendar.worksOn(isoWeekday(next))) {
      steps.push({ kind: 'skipped', day: isoDay(next), name: candidate.name });
    }
  }
  const message = `has no working day in the two years after ${isoDay(day)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}
