import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDuration, formatInstant, formatRelative, formatWorkingSpan } from './format';
import { openHoursQuery } from './open-hours-query';
import { useNow, useTimeStyle } from './use-time';
import { calendarOf, restsUntil, workingSpan } from './working-time';

export interface Countdown {
  readonly urgency: 'overdue' | 'soon' | 'later' | 'done';
  readonly words: string;
  /** Nobody works now, so the clock stands still. */
  readonly rests: boolean;
  /** How it was counted, a line each. */
  readonly notes: readonly string[];
}

/** Without opening hours, a deadline is near from here on: less than a night's sleep away. */
const SOON_MS = 12 * 60 * 60 * 1000;

/**
 * What is left until a deadline in the working time of its calendar, moving on with the clock; on the clock of the wall
 * while the opening hours are not known, and beyond what they cover. Near is what is due within a working day.
 */
export function useCountdown(dueAt: Date, calendar: string | null): Countdown {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  const hours = useQuery(openHoursQuery).data;
  const isOverdue = dueAt <= now;
  const span = hours === undefined ? null : workingSpan(now, dueAt, hours, calendar);
  if (hours === undefined || span === null) {
    const left = dueAt.getTime() - now.getTime();
    return {
      urgency: isOverdue ? 'overdue' : left < SOON_MS ? 'soon' : 'later',
      words: isOverdue
        ? t('due.overdue', { by: formatDuration(left, style) })
        : t('due.in', { when: formatRelative(dueAt, now, style) }),
      rests: false,
      notes: [],
    };
  }
  const spelt = formatWorkingSpan(span, style);
  // What was missed at closing time is late by nothing until the next opening.
  const isJustMissed = isOverdue && span.days === 0 && span.minutes === 0;
  const rests = restsUntil(now, hours, calendar);
  return {
    urgency: isOverdue ? 'overdue' : span.days === 0 ? 'soon' : 'later',
    words: isJustMissed
      ? t('due.group.overdue')
      : isOverdue
        ? t('due.overdue', { by: spelt })
        : t('due.left', { span: spelt }),
    rests: rests !== null,
    notes: [
      t('due.counted', { calendar: calendarOf(hours, calendar)?.name ?? '' }),
      ...(rests === null ? [] : [t('due.rests', { when: formatInstant(rests, now, style) })]),
    ],
  };
}
