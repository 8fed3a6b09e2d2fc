import { parseCivilDay, spellDay, WEEKDAY_NAMES, isoWeekday, yearOf } from './civil-day.js';

/** When on its day a message came, seen from the opening hours. */
export type ReceiptTiming = 'open' | 'before_opening' | 'between_shifts' | 'after_closing' | 'day_off';

/** How a deadline came about, step by step. Days are `2026-12-24`, minutes count from midnight in the calendar's zone. */
export type DerivationStep =
  | { kind: 'received'; day: string; minute: number; timing: ReceiptTiming; name: string | null }
  /** A weekday that would be worked, lost to a holiday or a closing day. */
  | { kind: 'skipped'; day: string; name: string }
  /** Day 0. */
  | { kind: 'counts_as'; day: string; name: string | null }
  | { kind: 'counted'; day: string; number: number; name: string | null }
  /** A clock goes on after a pause; `minutesLeft` of open time, negative when it was overdue already. */
  | { kind: 'resumed'; day: string; minute: number; minutesLeft: number }
  /** Open time that passed on the day, in minutes and parts of them. */
  | { kind: 'worked'; day: string; minutes: number }
  /** Open time that did not count, because the clock stood still, is added to a deadline on `day`. */
  | { kind: 'waited'; day: string; minutes: number }
  /** The next opening time. */
  | { kind: 'closed_until'; day: string; minute: number }
  | { kind: 'due'; day: string; minute: number };

const TIMINGS: Readonly<Record<ReceiptTiming, string>> = {
  open: '',
  before_opening: ' before opening',
  between_shifts: ' between shifts',
  after_closing: ' after closing',
  day_off: ' on a day off',
};

/**
 * The steps in English, one phrase each: `Fri 18:40 after closing → counts as Mon 7 Dec`, `Tue 8 Dec day 1`,
 * `Wed 9 Dec day 2`, `Thu 10 Dec day 3, due 17:00`. Years are named where they differ from the year of receipt.
 */
export function describeDerivation(steps: readonly DerivationStep[]): string[] {
  const phrases: string[] = [];
  let year = 0;
  /** The day that the phrase before names. */
  let dayNamed = '';
  const spell = (iso: string) => spellDay(parseCivilDay(iso) ?? 0, year);
  /** Joins to the phrase before it; begins one when there is none. */
  const append = (text: string) => phrases.push((phrases.pop() ?? '') + text);
  for (const step of steps) {
    switch (step.kind) {
      case 'received': {
        const day = parseCivilDay(step.day) ?? 0;
        year = yearOf(day);
        const holiday = step.timing === 'day_off' && step.name !== null ? ` (${step.name})` : '';
        phrases.push(`${WEEKDAY_NAMES[isoWeekday(day) - 1]} ${clock(step.minute)}${TIMINGS[step.timing]}${holiday}`);
        break;
      }
      case 'skipped':
        phrases.push(`${spell(step.day)} skipped (${step.name})`);
        break;
      case 'counts_as':
        append(` → counts as ${spell(step.day)}${why(step.name)}`);
        break;
      case 'counted':
        phrases.push(`${spell(step.day)} day ${step.number}${why(step.name)}`);
        break;
      case 'resumed': {
        const left = Math.round(Math.abs(step.minutesLeft));
        year = yearOf(parseCivilDay(step.day) ?? 0);
        const rest = step.minutesLeft < 0 ? `overdue by ${minutes(left)}` : `with ${minutes(left)} left`;
        phrases.push(`resumed ${spell(step.day)} ${clock(step.minute)} ${rest}`);
        break;
      }
      case 'worked':
        phrases.push(`${minutes(Math.round(step.minutes))} of ${spell(step.day)} counted`);
        break;
      case 'waited':
        phrases.push(`${minutes(Math.round(step.minutes))} added that did not count`);
        break;
      case 'closed_until':
        phrases.push(`closed until ${spell(step.day)} ${clock(step.minute)}`);
        break;
      case 'due':
        append(`, due ${step.day === dayNamed ? '' : `${spell(step.day)} `}${clock(step.minute)}`);
        break;
    }
    dayNamed = step.day;
  }
  return phrases;
}

function why(name: string | null): string {
  return name === null ? '' : ` (${name})`;
}

function minutes(count: number): string {
  return count === 0 ? 'less than a minute' : `${count} minute${count === 1 ? '' : 's'}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
