import type { DigestView } from '@earshot/contracts';

/** When an edition comes, as one sentence says it. */
export type DigestRhythm =
  | 'everyDay'
  | 'everyWorkingDay'
  | 'someDays'
  | 'someWorkingDays'
  | 'weekly'
  | 'weeklyWorking'
  | 'monthly'
  | 'monthlyWorking';

type Timing = Pick<DigestView, 'edition' | 'days' | 'workingDaysOnly'>;

const DAYS_IN_WEEK = 7;

/** The rhythm, and the ISO weekdays (Monday is 1) that belong into its sentence, in order. */
export function digestRhythm({ edition, days, workingDaysOnly }: Timing): { rhythm: DigestRhythm; days: number[] } {
  const inOrder = [...days].sort((a, b) => a - b);
  if (edition === 'monthly') return { rhythm: workingDaysOnly ? 'monthlyWorking' : 'monthly', days: [] };
  if (edition === 'weekly') return { rhythm: workingDaysOnly ? 'weeklyWorking' : 'weekly', days: inOrder.slice(0, 1) };
  if (inOrder.length === DAYS_IN_WEEK) return { rhythm: workingDaysOnly ? 'everyWorkingDay' : 'everyDay', days: [] };
  return { rhythm: workingDaysOnly ? 'someWorkingDays' : 'someDays', days: inOrder };
}

/** The name of an ISO weekday (Monday is 1). */
export function weekdayName(day: number, locale: string, width: 'short' | 'long'): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
}
