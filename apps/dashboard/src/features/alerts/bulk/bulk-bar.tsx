import type { Alert } from '@earshot/contracts';
import { Button, CloseButton, Menu } from '@mantine/core';
import { IconAlertTriangle, IconBellZ, IconEye, IconMoodCheck, IconUserPlus, IconUserShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../shared/session/session';
import { colleaguesQuery } from '../../../shared/users/colleagues-query';
import classes from './bulk-bar.module.css';
import { ACKNOWLEDGE, handThemTo, NOT_A_COMPLAINT, takeThem, type BulkDeed } from './bulk-deeds';
import { leadToFailures } from './lead-to-failures';

interface BulkBarProps {
  readonly selected: readonly Alert[];
  /** How many of them the last deed did not change. */
  readonly failed: number;
  readonly running: boolean;
  readonly onRun: (deed: BulkDeed) => void;
  readonly onSnooze: () => void;
  readonly onClear: () => void;
}

/** What can be done with all selected cases; it stands below the list while something is selected. */
export function BulkBar({ selected, failed, running, onRun, onSnooze, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const count = selected.length;
  return (
    <div className={classes.place}>
      <div role="status" className="visually-hidden">
        {count > 0 ? t('bulk.selected', { count }) : ''}
      </div>
      {count > 0 && (
        <div className={classes.bar} role="group" aria-label={t('bulk.label')} aria-busy={running}>
          <strong className={classes.count}>{t('bulk.selected', { count })}</strong>
          {failed > 0 && (
            <Button
              size="compact-md"
              variant="default"
              c="var(--es-high)"
              leftSection={<IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />}
              onClick={leadToFailures}
            >
              {t('bulk.failed', { count: failed })}
            </Button>
          )}
          <Action icon={IconUserPlus} name="assign-to-me" keys="a" onClick={() => onRun(takeThem(selected))} />
          <HandOver onChoose={(assignee) => onRun(handThemTo(assignee, selected))} />
          <Action icon={IconEye} name="acknowledge" onClick={() => onRun(ACKNOWLEDGE)} />
          <Action icon={IconBellZ} name="snooze" keys="s" onClick={onSnooze} />
          <Action icon={IconMoodCheck} name="not-a-complaint" keys="n" onClick={() => onRun(NOT_A_COMPLAINT)} />
          <CloseButton aria-label={t('bulk.clear')} onClick={onClear} />
        </div>
      )}
    </div>
  );
}

interface ActionProps {
  readonly icon: typeof IconEye;
  readonly name: BulkDeed['name'];
  readonly keys?: string;
  readonly onClick: () => void;
}

function Action({ icon: Shape, name, keys, onClick }: ActionProps) {
  const { t } = useTranslation();
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<Shape size={15} stroke={1.9} aria-hidden="true" />}
      aria-keyshortcuts={keys}
      onClick={onClick}
    >
      {t(`bulk.action.${name}`)}
    </Button>
  );
}

function HandOver({ onChoose }: { readonly onChoose: (userId: string) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="top-start" shadow="md" width={264} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconUserShare size={15} stroke={1.9} aria-hidden="true" />}
        >
          {t('bulk.action.assign')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.colleagues}>
        <Menu.Label>{t('case.handOverTo')}</Menu.Label>
        {opened && <Colleagues onChoose={onChoose} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Colleagues({ onChoose }: { readonly onChoose: (userId: string) => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const others = (useQuery(colleaguesQuery).data?.items ?? []).filter(({ id }) => id !== user.id);
  if (others.length === 0) return <Menu.Item disabled>{t('case.noColleagues')}</Menu.Item>;
  return others.map(({ id, name }) => (
    <Menu.Item key={id} onClick={() => onChoose(id)}>
      <bdi>{name}</bdi>
    </Menu.Item>
  ));
}
