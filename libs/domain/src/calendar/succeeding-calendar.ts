import { civilDay, type CivilDay } from './civil-day.js';
import { WorkingCalendar, type DayException } from './working-calendar.js';
import { wallClock } from './zoned-time.js';

/**
 * A calendar from the day of `now` on, with the days before it as another calendar had them: what has been counted stays
 * counted. Where the two keep different zones, days cannot be joined, and the new one holds throughout.
 */
export function succeedingCalendar(before: WorkingCalendar, after: WorkingCalendar, now: Date): WorkingCalendar {
  if (before.zone !== after.zone) return after;
  const today = wallClock(now, after.zone).day;
  return after.withDays((year) => {
    const days = new Map<CivilDay, DayException>();
    const end = Math.min(today, civilDay(year + 1, 1, 1));
    for (let day = civilDay(year, 1, 1); day < end; day++) {
      const { shifts, name } = before.day(day);
      days.set(day, { shifts, name });
    }
    return days;
  });
}
