import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog/dialog';
import { useTimeStyle } from '../time/use-time';
import classes from './snooze.module.css';
import { instantOnWallClock } from '../time/wall-clock';

interface SnoozeDateDialogProps {
  /** What is done until then; a snooze when left out. */
  readonly label?: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (until: Date) => void;
}

/** A day and an hour, on the reader's clock. */
export function SnoozeDateDialog({ label, opened, onClose, onChoose }: SnoozeDateDialogProps) {
  const { t } = useTranslation();
  const { zone } = useTimeStyle();
  const [written, setWritten] = useState('');
  const [isRefused, setIsRefused] = useState(false);
  const choose = (): void => {
    const until = instantOnWallClock(written, zone);
    if (until === null || !(until.getTime() > Date.now())) {
      setIsRefused(true);
      return;
    }
    onClose();
    onChoose(until);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={label ?? t('snooze.label')} centered>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('snooze.until')}
          description={t('snooze.zone', { zone })}
          value={written}
          error={isRefused ? t('snooze.ahead') : undefined}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            setIsRefused(false);
          }}
          data-autofocus
        />
        <Button type="submit">{label ?? t('snooze.label')}</Button>
      </form>
    </Dialog>
  );
}
