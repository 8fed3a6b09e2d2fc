import type { CaseView } from '@earshot/contracts';
import { Menu } from '@mantine/core';
import { IconBellZ } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpensBeside } from '../../shared/lazy/on-demand';
import { SnoozeDialog } from '../../shared/snooze/snooze-dialog';
import { ACTION_ICONS, ACTION_KEYS } from './action-looks';
import { useSnooze } from './head/use-snooze';
import { MovementDialogs } from './movements/movement-dialogs';
import { MovementItems } from './movements/movement-items';
import { useMovement } from './movements/use-movement';
import { isWorkedOn, type PlainAction } from './offered-actions';

interface MoreActionsProps extends OpensBeside {
  readonly view: CaseView;
  readonly rest: readonly PlainAction[];
  readonly onAct: (name: PlainAction) => void;
}

/** What a phone has no room for beside the two main buttons of a case. */
export function MoreActions({ target, opened, onChange, view, rest, onAct }: MoreActionsProps) {
  const { t } = useTranslation();
  const snooze = useSnooze(view);
  const [isSnoozing, setIsSnoozing] = useState(false);
  const movement = useMovement();
  const until = (instant: Date | null): void => {
    if (!snooze.isPending) snooze.mutate({ until: instant, version: view.version });
  };
  return (
    <>
      <Menu opened={opened} onChange={onChange} position="top-end" shadow="md" width={288}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          {rest.map((name) => {
            const Shape = ACTION_ICONS[name];
            return (
              <Menu.Item
                key={name}
                leftSection={<Shape size={16} aria-hidden="true" />}
                aria-keyshortcuts={ACTION_KEYS[name]}
                onClick={() => onAct(name)}
              >
                {t(`case.action.${name}`)}
              </Menu.Item>
            );
          })}
          {isWorkedOn(view) && (
            <Menu.Item leftSection={<IconBellZ size={16} aria-hidden="true" />} onClick={() => setIsSnoozing(true)}>
              {t('snooze.label')}
            </Menu.Item>
          )}
          {view.snoozedUntil !== null && isWorkedOn(view) && (
            <Menu.Item leftSection={<IconBellZ size={16} aria-hidden="true" />} onClick={() => until(null)}>
              {t('snooze.wake')}
            </Menu.Item>
          )}
          {view.mergedInto === null && <MovementItems view={view} onAsk={movement.ask} />}
        </Menu.Dropdown>
      </Menu>
      <SnoozeDialog opened={isSnoozing} onClose={() => setIsSnoozing(false)} onChoose={until} />
      <MovementDialogs view={view} movement={movement} />
    </>
  );
}
