import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../source-page.module.css';

const OUTCOMES = ['connected', 'refused', 'failed', 'expired'] as const;

/** How it went at the provider, from where the person has just come back. */
export function ConsentNotice() {
  const { t } = useTranslation();
  const { consent } = useSearch({ strict: false });
  const outcome = OUTCOMES.find((known) => known === consent);
  if (outcome === undefined) return null;
  const isOk = outcome === 'connected';
  return (
    <p className={classes.notice} data-ok={isOk} role={isOk ? 'status' : 'alert'}>
      {isOk ? <IconCircleCheck size={17} aria-hidden="true" /> : <IconAlertTriangle size={17} aria-hidden="true" />}
      {t(`manage.consent.${outcome}`)}
    </p>
  );
}
