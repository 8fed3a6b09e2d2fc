import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../time/format';
import { useNow, useTimeStyle } from '../time/use-time';
import { SnoozeDateDialog } from './snooze-date-dialog';
import { snoozePresets } from './snooze-presets';
import classes from './snooze.module.css';
import { workingWeekQuery } from './working-week-query';

interface SnoozeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (until: Date) => void;
}

/** Until when warnings wait, where there is no button to hang a menu on: the board's key and its selection. */
export function SnoozeDialog({ opened, onClose, onChoose }: SnoozeDialogProps) {
  const { t } = useTranslation();
  const [isTyping, setIsTyping] = useState(false);
  const choose = (until: Date): void => {
    onClose();
    onChoose(until);
  };
  return (
    <>
      <Modal
        opened={opened && !isTyping}
        onClose={onClose}
        title={t('snooze.label')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
        centered
      >
        <p className={classes.explained}>{t('snooze.explained')}</p>
        <div className={classes.choices}>
          <Presets onChoose={choose} />
          <Button variant="default" onClick={() => setIsTyping(true)}>
            {t('snooze.date')}
          </Button>
        </div>
      </Modal>
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

/** Without the house's hours there are no presets: a date can still be chosen. */
function Presets({ onChoose }: { readonly onChoose: (until: Date) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  const week = useQuery(workingWeekQuery).data ?? null;
  if (week === null) return null;
  return snoozePresets(now, week).map(({ name, until }) => (
    <Button
      key={name}
      variant="default"
      justify="space-between"
      rightSection={<span className={classes.when}>{formatInstant(until, now, style)}</span>}
      onClick={() => onChoose(until)}
    >
      {t(`snooze.preset.${name}`)}
    </Button>
  ));
}
