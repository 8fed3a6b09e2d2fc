import { IconAlarm, IconCircleCheck, IconClock, IconClockPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Hint } from '../hint/hint';
import classes from './due.module.css';
import { formatInstant, formatInstantFully, formatRelative } from './format';
import { useCountdown, type Countdown } from './use-countdown';
import { useNow, useTimeStyle } from './use-time';

interface DueProps {
  /** ISO 8601; `null` when nothing is to be done. */
  readonly dueAt: string | null;
  /** On whose working time it was counted; left out: the house's own. */
  readonly calendar?: string | null | undefined;
  readonly answeredAt?: string | null;
}

const ICONS = { overdue: IconAlarm, soon: IconClock, later: IconClock, done: IconCircleCheck } as const;

/** What is left until a deadline, or how late it is, in working time, with the date under it. */
export function Due({ dueAt, calendar = null, answeredAt = null }: DueProps) {
  const { t } = useTranslation();
  if (answeredAt !== null) return <Answered at={new Date(answeredAt)} />;
  if (dueAt === null) return <span className={classes.none}>{t('due.none')}</span>;
  return <Running dueAt={new Date(dueAt)} calendar={calendar} />;
}

function Answered({ at }: { readonly at: Date }) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  const words = t('due.answered', { when: formatRelative(at, now, style) });
  return <DueLines at={at} countdown={{ urgency: 'done', words, rests: false, notes: [] }} />;
}

function Running({ dueAt, calendar }: { readonly dueAt: Date; readonly calendar: string | null }) {
  return <DueLines at={dueAt} countdown={useCountdown(dueAt, calendar)} />;
}

function DueLines({ at, countdown }: { readonly at: Date; readonly countdown: Countdown }) {
  const now = useNow();
  const style = useTimeStyle();
  const { urgency, words, rests, notes } = countdown;
  const Shape = rests && urgency !== 'overdue' ? IconClockPause : ICONS[urgency];
  return (
    <Hint
      label={
        <>
          {[formatInstantFully(at, style), ...notes].map((line) => (
            <span key={line} className={classes.note}>
              {line}
            </span>
          ))}
        </>
      }
    >
      <span className={classes.due} data-urgency={urgency}>
        <span className={classes.words}>
          <Shape size={14} stroke={2} aria-hidden="true" />
          {words}
        </span>
        <time className={classes.date} dateTime={at.toISOString()}>
          {formatInstant(at, now, style)}
        </time>
      </span>
    </Hint>
  );
}
