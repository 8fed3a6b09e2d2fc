import { IconAlarm, IconClock, IconCircleCheck } from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './due.module.css';
import { formatDuration, formatInstant, formatInstantFully, formatRelative } from './format';
import { useNow, useTimeStyle } from './use-time';

interface DueProps {
  /** ISO 8601; `null` when nothing is to be done. */
  readonly dueAt: string | null;
  readonly answeredAt?: string | null;
}

/** From here on a deadline is near: less than a night's sleep away. */
const SOON_MS = 12 * 60 * 60 * 1000;

/** A deadline as words with the date under it; overdue and near ones carry a sign of their own. */
export function Due({ dueAt, answeredAt = null }: DueProps) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();

  if (answeredAt !== null) {
    const at = new Date(answeredAt);
    return (
      <DueLines
        urgency="done"
        icon={IconCircleCheck}
        at={at}
        words={t('due.answered', { when: formatRelative(at, now, style) })}
      />
    );
  }
  if (dueAt === null) return <span className={classes.none}>{t('due.none')}</span>;

  const at = new Date(dueAt);
  const left = at.getTime() - now.getTime();
  if (left <= 0) {
    const words = t('due.overdue', { by: formatDuration(left, style) });
    return <DueLines urgency="overdue" icon={IconAlarm} at={at} words={words} />;
  }
  const words = t('due.in', { when: formatRelative(at, now, style) });
  return <DueLines urgency={left < SOON_MS ? 'soon' : 'later'} icon={IconClock} at={at} words={words} />;
}

interface DueLinesProps {
  readonly urgency: 'overdue' | 'soon' | 'later' | 'done';
  readonly icon: typeof IconClock;
  readonly at: Date;
  readonly words: string;
}

function DueLines({ urgency, icon: Shape, at, words }: DueLinesProps) {
  const now = useNow();
  const style = useTimeStyle();
  return (
    <Tooltip label={formatInstantFully(at, style)}>
      <span className={classes.due} data-urgency={urgency}>
        <span className={classes.words}>
          <Shape size={14} stroke={2} aria-hidden="true" />
          {words}
        </span>
        <time className={classes.date} dateTime={at.toISOString()}>
          {formatInstant(at, now, style)}
        </time>
      </span>
    </Tooltip>
  );
}
