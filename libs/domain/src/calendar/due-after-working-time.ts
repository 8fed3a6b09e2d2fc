import { InvalidInput } from '../errors.js';
import { isoDay, isoWeekday, type CivilDay } from './civil-day.js';
import type { DerivationStep } from './derivation.js';
import { receiptOf } from './receipt.js';
import { addWorkingTime, openTimeOf } from './working-time.js';
import { Due } from './due-at.js';
import type { WorkingCalendar } from './working-calendar.js';
import { wallClock } from './zoned-time.js';

/** 2,500 working hours: more is a slip of the pen. */
export const MAX_WORKING_MINUTES = 150_000;

const MINUTE_MS = 60_000;

/**
 * The instant by which something received at `received` is due when it may take `minutes` of open time.
 *
 * @param minutes 0..150000, also parts of a minute
 * @throws InvalidInput for another number, an invalid date, or a calendar that has no open time for two years
 */
export function dueAfterWorkingTime(received: Date, minutes: number, calendar: WorkingCalendar): Due {
  if (Number.isNaN(received.getTime())) {
    throw new InvalidInput('received is not a date', [{ path: 'received', message: 'must be a valid instant' }]);
  }
  if (!(minutes >= 0 && minutes <= MAX_WORKING_MINUTES)) {
    const message = `must be from 0 to ${MAX_WORKING_MINUTES}, but is ${minutes}`;
    throw new InvalidInput('minutes is out of range', [{ path: 'minutes', message }]);
  }
  return explainWorkingTime(received, addWorkingTime(received, minutes, calendar), calendar, [
    receiptOf(received, calendar).step,
  ]);
}

/** Adds to `first` the steps from `start` to `dueAt`: what was counted of each day, and until when it was closed. */
export function explainWorkingTime(
  start: Date,
  dueAt: Date,
  calendar: WorkingCalendar,
  first: readonly DerivationStep[],
): Due {
  const steps = [...first];
  const begins = wallClock(start, calendar.zone).day;
  // A shift that ends at midnight ends on the day it belongs to.
  const ends = wallClock(new Date(Math.max(start.getTime(), dueAt.getTime() - 1)), calendar.zone).day;
  for (let day = begins; day <= ends; day++) steps.push(...stepsOfDay(day, start, dueAt, calendar));
  const { day, minute } = wallClock(dueAt, calendar.zone);
  const last = steps.at(-1);
  const closesAtMidnight = last?.kind === 'worked' && last.day === isoDay(day - 1) && minute === 0;
  steps.push(
    closesAtMidnight ? { kind: 'due', day: last.day, minute: 1440 } : { kind: 'due', day: isoDay(day), minute },
  );
  return new Due(dueAt, steps);
}

function stepsOfDay(day: CivilDay, start: Date, dueAt: Date, calendar: WorkingCalendar): DerivationStep[] {
  const { shifts, name } = calendar.day(day);
  if (shifts.length === 0) {
    return name !== null && calendar.worksOn(isoWeekday(day)) ? [{ kind: 'skipped', day: isoDay(day), name }] : [];
  }
  const steps: DerivationStep[] = [];
  for (const { from, to } of openTimeOf(day, calendar)) {
    const begins = Math.max(from, start.getTime());
    const elapsed = Math.min(to, dueAt.getTime()) - begins;
    if (elapsed <= 0) continue;
    if (from > start.getTime()) {
      steps.push({ kind: 'closed_until', day: isoDay(day), minute: wallClock(new Date(from), calendar.zone).minute });
    }
    steps.push({ kind: 'worked', day: isoDay(day), minutes: elapsed / MINUTE_MS });
  }
  return steps;
}
