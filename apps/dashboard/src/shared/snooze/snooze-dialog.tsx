import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog/dialog';
import { SnoozeDateDialog } from './snooze-date-dialog';
import classes from './snooze.module.css';
import { useSnoozePresets } from './use-snooze-presets';

interface SnoozeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (until: Date) => void;
}

/** Until when warnings wait, where there is no button to hang a menu on: the board's key and its selection. */
export function SnoozeDialog({ opened, onClose, onChoose }: SnoozeDialogProps) {
  const { t } = useTranslation();
  const presets = useSnoozePresets();
  const [isTyping, setIsTyping] = useState(false);
  const choose = (until: Date): void => {
    onClose();
    onChoose(until);
  };
  return (
    <>
      <Dialog opened={opened && !isTyping} onClose={onClose} title={t('snooze.label')} centered>
        <p className={classes.explained}>{t('snooze.explained')}</p>
        <div className={classes.choices}>
          {presets.map(({ name, until, words }) => (
            <Button
              key={name}
              variant="default"
              justify="space-between"
              rightSection={<span className={classes.when}>{words}</span>}
              onClick={() => choose(until)}
            >
              {t(`snooze.preset.${name}`)}
            </Button>
          ))}
          <Button variant="default" onClick={() => setIsTyping(true)}>
            {t('snooze.date')}
          </Button>
        </div>
      </Dialog>
      <SnoozeDateDialog
        opened={opened && isTyping}
        onClose={() => {
          setIsTyping(false);
          onClose();
        }}
        onChoose={onChoose}
      />
    </>
  );
}
