export { parseCivilDay, isoDay, isoWeekday, type CivilDay, type IsoWeekday } from './civil-day.js';
export { instantOf, isZone, spellInstant, wallClock } from './zoned-time.js';
export { readDays, readShifts, type Shift, type WeeklyHours } from './weekly-hours.js';
export { holidayCountries, holidayRegions } from './public-holidays.js';
export { parseCalendarOverrides, type CalendarOverrides } from './calendar-overrides.js';
export { calendarDefinitionSchema, createWorkingCalendar, type CalendarDefinition } from './create-working-calendar.js';
export { openDays, type OpenDay } from './open-days.js';
export { differingDays, type DifferingDay } from './differing-days.js';
export { WorkingCalendar, type CalendarDay } from './working-calendar.js';
export { dueAt, MAX_WORKING_DAYS, Due } from './due-at.js';
export { dueAfterWorkingTime, MAX_WORKING_MINUTES } from './due-after-working-time.js';
export { describeDerivation, type DerivationStep } from './derivation.js';
export {
  addWorkingTime,
  nextOpenMoment,
  shiftWorkingDays,
  subtractWorkingTime,
  workingMinutesBetween,
} from './working-time.js';
