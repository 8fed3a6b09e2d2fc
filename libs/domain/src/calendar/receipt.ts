import { isoDay } from './civil-day.js';
import type { DerivationStep, ReceiptTiming } from './derivation.js';
import type { CalendarDay, WorkingCalendar } from './working-calendar.js';
import { wallClock } from './zoned-time.js';

/** The day on which something came, and the step that tells it. */
export interface Receipt {
  readonly day: CalendarDay;
  readonly timing: ReceiptTiming;
  readonly step: Extract<DerivationStep, { kind: 'received' }>;
}

/** Where on the calendar an instant falls. */
export function receiptOf(received: Date, calendar: WorkingCalendar): Receipt {
  const { day: civil, minute } = wallClock(received, calendar.zone);
  const day = calendar.day(civil);
  const timing = timingOf(received, minute, day, calendar);
  return { day, timing, step: { kind: 'received', day: isoDay(civil), minute, timing, name: day.name } };
}

function timingOf(received: Date, minute: number, day: CalendarDay, calendar: WorkingCalendar): ReceiptTiming {
  const closing = calendar.closingOf(day);
  if (closing === null) return 'day_off';
  if (received >= closing) return 'after_closing';
  if (minute < (day.shifts[0]?.opens ?? 0)) return 'before_opening';
  return day.shifts.some(({ opens, closes }) => minute >= opens && minute < closes) ? 'open' : 'between_shifts';
}
