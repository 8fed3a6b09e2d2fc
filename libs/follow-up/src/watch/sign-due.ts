import { dueAt, type WorkingCalendar } from '@earshot/domain';

/** A sign is worth a look for so long; what nobody has missed by then is not brought up again. Days. */
const LOOK_BACK_DAYS = 30;
const DAY_MS = 86_400_000;
/** Clocks may change in between. */
const HOUR_MS = 3_600_000;

/** Whether `days` working days have passed since then, counted as an answer's deadline is. */
export function isSignDue(since: Date, days: number, calendar: WorkingCalendar, now: Date): boolean {
  return dueAt(since, days, calendar).dueAt <= now;
}

/** Where signs of `days` working days can stand at all: no working day is shorter than a calendar day. */
export function signPeriod(days: number, now: Date): { from: Date; before: Date } {
  const before = now.getTime() - days * DAY_MS + HOUR_MS;
  return { from: new Date(before - (LOOK_BACK_DAYS + days) * DAY_MS), before: new Date(before) };
}
