import type { WorkingSpan } from './working-time';

/** How one person reads dates: BCP 47 locale and IANA zone. */
export interface TimeStyle {
  readonly locale: string;
  readonly zone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The locale for dates and numbers: the browser's own variant of the interface language (English in Finland is not
 * English in the States), or the language itself. English without a region is read as British: 24 hours, day before month.
 */
export function formattingLocale(language: string, preferred: readonly string[]): string {
  const variant = preferred.filter(isLocale).find((tag) => tag.toLowerCase().split('-')[0] === language);
  if (variant?.includes('-') === true) return variant;
  return language === 'en' ? 'en-GB' : language;
}

/** Browsers name locales of the system that `Intl` refuses: `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The zone, or the browser's when it does not know the given one. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

/** Date and time with the weekday, and the year when it is another one: "Thu 26 Nov, 17:00". */
export function formatInstant(instant: Date, now: Date, style: TimeStyle): string {
  const sameYear = yearOf(instant, style) === yearOf(now, style);
  return new Intl.DateTimeFormat(style.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZone: style.zone,
  }).format(instant);
}

/** The time of day alone, for what happened just now: "12:03". */
export function formatTime(instant: Date, style: TimeStyle): string {
  return new Intl.DateTimeFormat(style.locale, { hour: '2-digit', minute: '2-digit', timeZone: style.zone }).format(
    instant,
  );
}

/** Everything, for a tooltip: weekday, date, time and the zone's name. */
export function formatInstantFully(instant: Date, style: TimeStyle): string {
  return new Intl.DateTimeFormat(style.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: style.zone,
  }).format(instant);
}

/** "in 2 days", "3 hours ago", "now": one unit, cut towards zero, so that a deadline never seems farther than it is. */
export function formatRelative(instant: Date, now: Date, style: TimeStyle, width: 'long' | 'short' = 'long'): string {
  const format = new Intl.RelativeTimeFormat(style.locale, { numeric: 'always', style: width });
  const distance = instant.getTime() - now.getTime();
  // "0 minutes ago" says less than the language's own word for it.
  if (Math.abs(distance) < MINUTE)
    return new Intl.RelativeTimeFormat(style.locale, { numeric: 'auto' }).format(0, 'second');
  const [amount, unit] = largestUnit(distance);
  return format.format(amount, unit);
}

/** "3 hours": the length of a span of time, for "overdue by …". */
export function formatDuration(milliseconds: number, style: TimeStyle): string {
  const [amount, unit] = largestUnit(Math.abs(milliseconds));
  return new Intl.NumberFormat(style.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** From so many days on, hours on top of them are no help to anybody. */
const DAYS_ALONE = 5;

/** "1 day 3 hrs", "3 hrs 20 mins": working time in its two largest units, cut off, so that nobody thinks there is more. */
export function formatWorkingSpan({ days, minutes }: WorkingSpan, style: TimeStyle): string {
  const part = (amount: number, unit: 'day' | 'hour' | 'minute'): string =>
    new Intl.NumberFormat(style.locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
  const hours = Math.floor(minutes / 60);
  const parts =
    days > 0
      ? [part(days, 'day'), ...(hours > 0 && days < DAYS_ALONE ? [part(hours, 'hour')] : [])]
      : [
          ...(hours > 0 ? [part(hours, 'hour')] : []),
          ...(minutes % 60 > 0 || hours === 0 ? [part(minutes % 60, 'minute')] : []),
        ];
  return parts.join(' ');
}

function largestUnit(milliseconds: number): [number, 'minute' | 'hour' | 'day'] {
  const size = Math.abs(milliseconds);
  // Hours are told up to two days: "in 30 hours" is a plan, "in 1 day" is not.
  if (size >= 2 * DAY) return [Math.trunc(milliseconds / DAY), 'day'];
  if (size >= HOUR) return [Math.trunc(milliseconds / HOUR), 'hour'];
  return [Math.trunc(milliseconds / MINUTE), 'minute'];
}

/** The calendar day in the person's zone, `2026-11-26`. */
export function localDay(instant: Date, style: TimeStyle): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: style.zone, dateStyle: 'short' }).format(instant);
}

/** A calendar day as people write it: "Thu 26 Nov". `day` is `YYYY-MM-DD`. */
export function formatDay(day: string, style: TimeStyle): string {
  return new Intl.DateTimeFormat(style.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

const yearOf = (instant: Date, style: TimeStyle): string => localDay(instant, style).slice(0, 4);

/** A calendar day with its year: "6 Oct 2016". `day` is `YYYY-MM-DD`. */
export function formatDayOfYear(day: string, style: TimeStyle): string {
  return new Intl.DateTimeFormat(style.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
