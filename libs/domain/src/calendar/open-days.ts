import { InvalidInput } from '../errors.js';
import { isoDay } from './civil-day.js';
import { openTimeOf } from './working-time.js';
import type { WorkingCalendar } from './working-calendar.js';
import { wallClock } from './zoned-time.js';

/** A working day with the instants between which work is done; `to` is exclusive. */
export interface OpenDay {
  /** `2026-11-26`, on the calendar's clock */
  readonly day: string;
  readonly open: readonly { readonly from: Date; readonly to: Date }[];
}

/** More than a year at once is asked by mistake. */
const MOST_DAYS = 400;

/**
 * The working days that have a part between two instants, whole and in their order; days off are left out. Whoever shows
 * a countdown needs no calendar besides: holidays, split shifts and changes of the clocks are worked out.
 * @throws InvalidInput for more than 400 days
 */
export function openDays(from: Date, to: Date, calendar: WorkingCalendar): OpenDay[] {
  const first = wallClock(from, calendar.zone).day;
  const last = wallClock(to, calendar.zone).day;
  if (last - first > MOST_DAYS)
    throw new InvalidInput('The period is too long', [
      { path: 'to', message: `must be within ${MOST_DAYS} days of 'from', but is ${last - first} days after it` },
    ]);
  const days: OpenDay[] = [];
  for (let day = first; day <= last; day++) {
    const open = openTimeOf(day, calendar).map((stretch) => ({
      from: new Date(stretch.from),
      to: new Date(stretch.to),
    }));
    if (open.length > 0) days.push({ day: isoDay(day), open });
  }
  return days;
}
