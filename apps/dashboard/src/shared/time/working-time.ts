import type { OpenHoursView } from '@earshot/contracts';

type Calendar = OpenHoursView['calendars'][number];

/** Working time, as a house counts it: whole working days, and what comes on top of them. */
export interface WorkingSpan {
  readonly days: number;
  /** Whole minutes, cut off: less than the last day is long. */
  readonly minutes: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;

/** The calendar of that name; the house's own when there is none, as the server counts too. */
export function calendarOf({ calendars }: OpenHoursView, name: string | null): Calendar | undefined {
  return calendars.find((calendar) => calendar.name === name) ?? calendars[0];
}

/**
 * The working time between two instants, in either order. Of the days that it reaches into, those count as days that lie
 * within it from opening to closing; when the parts of the first and the last one make up a day, it counts too.
 * @returns `null` when it reaches beyond what the opening hours cover
 */
export function workingSpan(one: Date, other: Date, hours: OpenHoursView, name: string | null): WorkingSpan | null {
  const [from, to] = one <= other ? [one, other] : [other, one];
  const calendar = calendarOf(hours, name);
  if (calendar === undefined || from < new Date(hours.from) || to > new Date(hours.to)) return null;
  let days = 0;
  let rest = 0;
  let lastLength = 0;
  for (const day of calendar.days) {
    const stretches = day.open.map(stretchOf);
    const within = sum(stretches.map((stretch) => clipped(stretch, from.getTime(), to.getTime())));
    if (within === 0) continue;
    const length = sum(stretches);
    if (within === length) days += 1;
    else rest += within;
    lastLength = length;
  }
  if (lastLength > 0 && rest >= lastLength) {
    days += 1;
    rest -= lastLength;
  }
  return { days, minutes: Math.floor(rest / MINUTE_MS) };
}

/** Until when nobody works, so that the clock stands still; `null` while somebody does, and when it is not known. */
export function restsUntil(now: Date, hours: OpenHoursView, name: string | null): Date | null {
  const stretches = calendarOf(hours, name)?.days.flatMap(({ open }) => open.map(stretchOf)) ?? [];
  const next = stretches.find(({ to }) => to > now.getTime());
  return next === undefined || next.from <= now.getTime() ? null : new Date(next.from);
}

const stretchOf = ({ from, to }: { readonly from: string; readonly to: string }): Stretch => ({
  from: Date.parse(from),
  to: Date.parse(to),
});

const clipped = ({ from, to }: Stretch, start: number, end: number): Stretch => {
  const begins = Math.max(from, start);
  return { from: begins, to: Math.max(begins, Math.min(to, end)) };
};

const sum = (stretches: readonly Stretch[]): number => stretches.reduce((all, { from, to }) => all + to - from, 0);
