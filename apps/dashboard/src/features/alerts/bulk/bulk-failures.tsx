import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import classes from './bulk-failures.module.css';
import type { BulkOutcome } from './carry-out';
import { FAILURES_ID } from './lead-to-failures';

interface BulkFailuresProps {
  readonly failed: BulkOutcome['failed'];
  readonly onClose: () => void;
}

/** Which cases were left as they were and why, each with a way to it; they stay selected. */
export function BulkFailures({ failed, onClose }: BulkFailuresProps) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      {failed.length > 0 && (
        <div id={FAILURES_ID} tabIndex={-1} className={classes.failures}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
          <div>
            <strong>{t('bulk.failed', { count: failed.length })}</strong>
            <ul className={classes.list}>
              {failed.map(({ on, error }) => (
                <li key={on.caseId}>
                  <Link to="/cases/$caseId" params={{ caseId: on.caseId }} className={classes.case}>
                    <bdi>{on.customer}</bdi>
                  </Link>
                  {': '}
                  {t(`failure.${failureKind(error)}.title`)}
                </li>
              ))}
            </ul>
            <p className={classes.still}>{t('bulk.stillSelected')}</p>
          </div>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {t('app.close')}
          </Button>
        </div>
      )}
    </div>
  );
}
