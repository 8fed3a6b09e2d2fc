import { z } from 'zod';
import { MAX_WORKING_DAYS } from './calendar/due-at.js';
import { MAX_WORKING_MINUTES } from './calendar/due-after-working-time.js';

/**
 * How much working time something may take. `working_days` 0 is closing time of day 0, the same working day;
 * `working_minutes` pass only while somebody works.
 */
export interface Target {
  readonly unit: 'working_days' | 'working_minutes';
  readonly amount: number;
}

export const TARGET_HELP =
  "must be a time such as '3 working days', '4 working hours', '30 working minutes' or 'same working day', or a whole number of working days";

const MINUTES_IN: Readonly<Record<string, number>> = { hour: 60, minute: 1 };

/** Reads `3 working days`, `4 working hours`, `30 working minutes`, `same working day`, or `3`; `null` for anything else. */
export function readTarget(text: string | number): Target | null {
  if (text === 'same working day') return { unit: 'working_days', amount: 0 };
  const match = /^(\d{1,6})(?: working (day|hour|minute)s?)?$/.exec(String(text).trim());
  if (match === null) return null;
  const number = Number(match[1]);
  const minutes = MINUTES_IN[match[2] ?? ''];
  const target: Target =
    minutes === undefined
      ? { unit: 'working_days', amount: number }
      : { unit: 'working_minutes', amount: number * minutes };
  return isTarget(target) ? target : null;
}

function isTarget({ unit, amount }: Target): boolean {
  return unit === 'working_days' ? amount <= MAX_WORKING_DAYS : amount > 0 && amount <= MAX_WORKING_MINUTES;
}

/** As `readTarget` reads it. */
export function spellTarget({ unit, amount }: Target): string {
  const many = (count: number, what: string) => `${count} working ${what}${count === 1 ? '' : 's'}`;
  if (unit === 'working_days') return amount === 0 ? 'same working day' : many(amount, 'day');
  return amount % 60 === 0 ? many(amount / 60, 'hour') : many(amount, 'minute');
}

/** A target as people write it in files and requests. */
export const targetSchema = z
  .union([z.string(), z.int()], { error: TARGET_HELP })
  .refine((text) => readTarget(text) !== null, { error: TARGET_HELP });

/**
 * Orders targets by what they ask for without knowing a calendar: a working day counts as eight hours, and as whole, so
 * that four working hours come before the same working day.
 */
export function compareTargets(a: Target, b: Target): number {
  const minutes = ({ unit, amount }: Target) => (unit === 'working_days' ? (amount + 1) * 480 : amount);
  return minutes(a) - minutes(b);
}
