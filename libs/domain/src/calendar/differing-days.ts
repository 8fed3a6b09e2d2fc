import { civilDay, isoDay } from './civil-day.js';
import { spellShifts } from './weekly-hours.js';
import type { WorkingCalendar } from './working-calendar.js';

/** A day that is not what its weekday says, and why. */
export interface DifferingDay {
  /** `2026-12-24` */
  readonly day: string;
  readonly name: string;
  /** `09:00-12:00,13:00-16:00`; `null` when closed. */
  readonly hours: string | null;
}

/** What is closed in a year that would be worked, and worked that would be closed, in order. */
export function differingDays(calendar: WorkingCalendar, year: number): DifferingDay[] {
  const days: DifferingDay[] = [];
  const end = civilDay(year + 1, 1, 1);
  for (let civil = civilDay(year, 1, 1); civil < end; civil++) {
    const { shifts, name } = calendar.day(civil);
    const usual = spellShifts(calendar.usualShifts(civil));
    const hours = spellShifts(shifts);
    if (name !== null && hours !== usual) days.push({ day: isoDay(civil), name, hours: hours === '' ? null : hours });
  }
  return days;
}
