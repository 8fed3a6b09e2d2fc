import { Kbd, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import { useShortcutsEnabled } from '../../shared/preferences/preference';
import classes from './shortcuts-help.module.css';

const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['a', 'assign'],
  ['e', 'answered'],
  ['n', 'notComplaint'],
  ['s', 'snooze'],
  ['x', 'select'],
  ['u', 'undo'],
  ['r', 'reply'],
  ['Ctrl+Enter', 'send'],
  ['.', 'showNew'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

interface ShortcutsHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keys that act, and the switch that turns them off (WCAG 2.2, 2.1.4). */
export function ShortcutsHelp({ opened, onClose }: ShortcutsHelpProps) {
  const { t } = useTranslation();
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts.title')} centered>
      <dl className={classes.keys}>
        {KEYS.map(([key, meaning]) => (
          <div key={key} className={classes.key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(`shortcuts.${meaning}`)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('shortcuts.enabled')}
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
