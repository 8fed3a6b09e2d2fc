import { SEVERITIES, type Severity } from './assessment.js';
import { closingInstantOf, instantOf, wallClock } from './calendar/zoned-time.js';
import type { NotificationEvent } from './ports/notification-store.js';

/** Every day between two times of the person's clock, over midnight where `to` is the earlier one. */
export interface QuietHours {
  /** `22:00` */
  readonly from: string;
  /** `07:00`; another time than `from`. */
  readonly to: string;
  readonly criticalBreaksThrough: boolean;
}

/** What a person chooses of how they are told. The dashboard always shows everything. */
export interface NotificationChoices {
  readonly mail: boolean;
  /** Nothing less grave is mailed. */
  readonly mailFrom: Severity;
  /** What is never mailed; named so that an event that is new some day is. */
  readonly notMailed: readonly NotificationEvent[];
  readonly quiet: QuietHours | null;
}

export interface NotificationPreferences extends NotificationChoices {
  /** Until then nothing is told, be it critical. */
  readonly mutedUntil: Date | null;
}

/** Of somebody who has chosen nothing. */
export const EVERYTHING_AT_ONCE: NotificationPreferences = {
  mail: true,
  mailFrom: 'none',
  notMailed: [],
  quiet: null,
  mutedUntil: null,
};

/** A mute has an end; who is away for longer is taken off the rules. */
export const LONGEST_MUTE_DAYS = 90;

/**
 * From when on somebody may be mailed of what is told `at`: `at` itself, or the end of what keeps it quiet; `null` when it
 * is not mailed at all.
 *
 * @param zone IANA, of the person
 */
export function mailTime(
  preferences: NotificationPreferences,
  zone: string,
  { event, severity }: { readonly event: NotificationEvent; readonly severity: Severity },
  at: Date,
): Date | null {
  const { mail, mailFrom, notMailed } = preferences;
  const isGraveEnough = SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(mailFrom);
  return mail && isGraveEnough && !notMailed.includes(event) ? disturbTime(preferences, zone, severity, at) : null;
}

/** From when on somebody may be disturbed by what is told `at`: `at` itself, or the end of their mute and quiet hours. */
export function disturbTime(
  { quiet, mutedUntil }: Pick<NotificationPreferences, 'quiet' | 'mutedUntil'>,
  zone: string,
  severity: Severity,
  at: Date,
): Date {
  const unmuted = mutedUntil !== null && mutedUntil > at ? mutedUntil : at;
  if (quiet === null || (quiet.criticalBreaksThrough && severity === 'critical')) return unmuted;
  return endOfQuiet(quiet, zone, unmuted);
}

const DAY_MINUTES = 24 * 60;

/**
 * The end of the quiet hours that last `at`, or `at`. They begin and end when the clock first shows their times: an hour
 * that the clocks repeat ends them once, and an end that clocks going forward leave out has come when they are put forward.
 */
function endOfQuiet(quiet: QuietHours, zone: string, at: Date): Date {
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)];
  const hours = { opens: from, closes: to > from ? to : to + DAY_MINUTES };
  const { day } = wallClock(at, zone);
  // Those of the day before may still last; where clocks go back over midnight, those of the next have begun.
  for (const begun of [day - 1, day, day + 1]) {
    const ends = closingInstantOf(begun, hours, zone);
    if (instantOf(begun, from, zone) <= at && at < ends) return endOfQuiet(quiet, zone, ends);
  }
  return at;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
