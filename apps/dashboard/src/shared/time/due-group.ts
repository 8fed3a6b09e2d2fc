import { localDay, type TimeStyle } from './format';

export const DUE_GROUPS = ['overdue', 'today', 'tomorrow', 'this-week', 'later', 'no-deadline'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** Which heading of the list a deadline stands under, by calendar days in the reader's zone; the week is seven days. */
export function dueGroup(dueAt: Date | null, now: Date, style: TimeStyle): DueGroup {
  if (dueAt === null) return 'no-deadline';
  if (dueAt <= now) return 'overdue';
  const days = daysBetween(localDay(now, style), localDay(dueAt, style));
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 7 ? 'this-week' : 'later';
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
