import { Kbd, Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSyncExternalStore } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
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
  ['.', 'showNew'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

let opened = false;
const listeners = new Set<() => void>();

function setOpened(value: boolean): void {
  opened = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const openShortcutsHelp = (): void => setOpened(true);

/** The keys that act, and the switch that turns them off (WCAG 2.2, 2.1.4). */
export function ShortcutsHelp() {
  const { t } = useTranslation();
  const isOpen = useSyncExternalStore(subscribe, () => opened);
  const [enabled, setEnabled] = useShortcutsEnabled();
  useShortcuts({ '?': openShortcutsHelp });
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpened(false)}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      centered
    >
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
    </Modal>
  );
}
