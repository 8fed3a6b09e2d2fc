import type { CaseView } from '@earshot/contracts';
import { ActionIcon, Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots, IconMessageReply } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseAction } from '../../shared/case-actions/use-case-action';
import { useShortcuts, type Shortcuts } from '../../shared/keyboard/use-shortcuts';
import { lazyPart } from '../../shared/lazy/lazy-part';
import { OnDemand } from '../../shared/lazy/on-demand';
import { ACTION_ICONS, ACTION_KEYS } from './action-looks';
import classes from './case-actions.module.css';
import { SnoozeMenu } from './head/snooze-menu';
import { MovementMenu } from './movements/movement-menu';
import { actionsByRoom, isWorkedOn, offeredActions, type PlainAction } from './offered-actions';
import { goToComposer } from './reply/composer-place';
import { repliesQuery, takesReply } from './reply/replies-query';
import { needsReasonToWait, WaitDialog } from './wait-dialog';

const MoreActions = lazyPart(() => import('./more-actions').then((module) => module.MoreActions));

/** What can be done with the case now. The first button is what most people come for. */
export function CaseActions({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  // On a phone they stand in a bar at the bottom, where all of them would reach beyond the edge.
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const action = useCaseAction();
  const offered = offeredActions(view);
  const [isWaiting, setIsWaiting] = useState(false);
  const composer = useQuery(repliesQuery(view.caseId)).data?.composer;
  const canReply = isWorkedOn(view) && composer !== undefined && takesReply(composer);
  const act = (name: PlainAction): void => {
    if (action.isPending) return;
    if (name === 'wait' && needsReasonToWait(view)) {
      setIsWaiting(true);
      return;
    }
    action.mutate({
      action: name,
      on: { caseId: view.caseId, version: view.version, customer: view.customer.name },
    });
  };
  const shortcuts = offered.flatMap((name): [string, () => void][] => {
    const key = ACTION_KEYS[name];
    return key === undefined ? [] : [[key, () => act(name)]];
  });
  useShortcuts(Object.fromEntries(shortcuts) satisfies Shortcuts);
  const { main, rest } = isNarrow ? actionsByRoom(offered, canReply) : { main: offered, rest: [] };

  return (
    <div className={classes.actions} role="group" aria-label={t('case.actions')}>
      {canReply && (
        <Button
          classNames={{ label: classes.label }}
          leftSection={<IconMessageReply size={16} stroke={1.9} aria-hidden="true" />}
          aria-keyshortcuts="r"
          onClick={goToComposer}
        >
          {t('case.reply')}
        </Button>
      )}
      {main.map((name) => {
        const Shape = ACTION_ICONS[name];
        return (
          <Button
            key={name}
            classNames={{ label: classes.label }}
            variant={name === 'answered' && !canReply ? 'filled' : 'default'}
            leftSection={<Shape size={16} stroke={1.9} aria-hidden="true" />}
            aria-keyshortcuts={ACTION_KEYS[name]}
            aria-disabled={action.isPending}
            onClick={() => act(name)}
          >
            {t(`case.action.${name}`)}
          </Button>
        );
      })}
      {isNarrow ? (
        <More view={view} rest={rest} onAct={act} />
      ) : (
        <>
          {isWorkedOn(view) && <SnoozeMenu view={view} />}
          {view.mergedInto === null && <MovementMenu view={view} />}
        </>
      )}
      <WaitDialog view={view} action={action} opened={isWaiting} onClose={() => setIsWaiting(false)} />
    </div>
  );
}

interface MoreProps {
  readonly view: CaseView;
  readonly rest: readonly PlainAction[];
  readonly onAct: (name: PlainAction) => void;
}

/** On a phone: all that has no button of its own. */
function More({ view, rest, onAct }: MoreProps) {
  const { t } = useTranslation();
  if (rest.length === 0 && !isWorkedOn(view) && view.mergedInto !== null) return null;
  const target = (
    <ActionIcon variant="default" size={36} data-icon aria-label={t('case.more')}>
      <IconDots size={16} aria-hidden="true" />
    </ActionIcon>
  );
  return <OnDemand target={target} kind="menu" opens={MoreActions} given={{ view, rest, onAct }} />;
}
