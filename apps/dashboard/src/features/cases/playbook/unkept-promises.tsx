import { Checkbox } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow, useTimeStyle } from '../../../shared/time/use-time';
import { formatInstant } from '../../../shared/time/format';
import classes from './deed-form.module.css';
import type { CasePlaybook } from './playbook-query';

interface UnkeptPromisesProps {
  readonly book: CasePlaybook;
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
  readonly isRefused: boolean;
}

/** Whoever ends a case with promises that are open or broken is shown them, and says that they know. */
export function UnkeptPromises({ book, isConfirmed, onConfirm, isRefused }: UnkeptPromisesProps) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const now = useNow();
  const unkept = book.promises.filter(({ taskId }) => book.unkeptPromises.includes(taskId));
  if (unkept.length === 0) return null;
  return (
    <div className={classes.unkept}>
      <p className={classes.caution}>
        <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
        {t('playbook.unkept.title')}
      </p>
      <ul className={classes.faults}>
        {unkept.map(({ taskId, text, state, dueAt }) => (
          <li key={taskId}>
            <bdi>{text}</bdi> ·{' '}
            {state === 'open' && new Date(dueAt) >= now
              ? t('playbook.unkept.open', { day: formatInstant(new Date(dueAt), now, style) })
              : t('playbook.unkept.broken')}
          </li>
        ))}
      </ul>
      <Checkbox
        label={t('playbook.unkept.confirm')}
        checked={isConfirmed}
        error={isRefused && !isConfirmed ? t('playbook.unkept.needed') : undefined}
        onChange={(event) => onConfirm(event.currentTarget.checked)}
      />
    </div>
  );
}
