import type { CaseView } from '@earshot/contracts';
import { Button, Menu } from '@mantine/core';
import { IconBellZ } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SnoozeDateDialog } from '../../../shared/snooze/snooze-date-dialog';
import { useSnoozePresets } from '../../../shared/snooze/use-snooze-presets';
import classes from './fact-menu.module.css';
import { useSnooze } from './use-snooze';

/** Leaves a case in peace for a while: warnings wait, the deadline stays where it is. */
export function SnoozeMenu({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const snooze = useSnooze(view);
  const [isChoosing, setIsChoosing] = useState(false);
  const until = (instant: Date | null): void => {
    if (!snooze.isPending) snooze.mutate({ until: instant, version: view.version });
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={336}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBellZ size={16} stroke={1.9} aria-hidden="true" />}>
            {t('snooze.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('snooze.explained')}</Menu.Label>
          <Presets onChoose={until} />
          <Menu.Item onClick={() => setIsChoosing(true)}>{t('snooze.date')}</Menu.Item>
          {view.snoozedUntil !== null && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => until(null)}>{t('snooze.wake')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <SnoozeDateDialog opened={isChoosing} onClose={() => setIsChoosing(false)} onChoose={until} />
    </>
  );
}

function Presets({ onChoose }: { readonly onChoose: (until: Date) => void }) {
  const { t } = useTranslation();
  return useSnoozePresets().map(({ name, until, words }) => (
    <Menu.Item key={name} onClick={() => onChoose(until)}>
      <span className={classes.person}>
        {t(`snooze.preset.${name}`)}
        <span className={classes.role}>{words}</span>
      </span>
    </Menu.Item>
  ));
}
