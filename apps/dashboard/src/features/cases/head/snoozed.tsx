import { IconBellZ } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../../shared/time/format';
import { useNow, useTimeStyle } from '../../../shared/time/use-time';
import classes from './fact-menu.module.css';

/** Until when nobody is warned about the case; nothing once that time has come. */
export function Snoozed({ until }: { readonly until: string | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  if (until === null || new Date(until) <= now) return null;
  return (
    <span className={classes.until}>
      <IconBellZ size={14} stroke={1.75} aria-hidden="true" />
      {t('snooze.quietUntil', { until: formatInstant(new Date(until), now, style) })}
    </span>
  );
}
