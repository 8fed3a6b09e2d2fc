import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../api/api-error';
import classes from './failure-note.module.css';

interface FailureNoteProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying: boolean;
}

/** A part of a page could not be read: one line and a way to try again; the rest of the page goes on. */
export function FailureNote({ error, onRetry, retrying }: FailureNoteProps) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  return (
    <div role="alert" className={classes.note}>
      <span>{t(`failure.${kind}.title`)}</span>
      {kind !== 'no-permission' && (
        <Button size="compact-xs" variant="default" loading={retrying} onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      )}
    </div>
  );
}
