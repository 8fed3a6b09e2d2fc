import type { CaseView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import {
  IconCheck,
  IconEye,
  IconHourglass,
  IconMessageReply,
  IconMoodCheck,
  IconPlayerPlay,
  IconRotate,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseAction } from '../../shared/case-actions/use-case-action';
import { useShortcuts, type Shortcuts } from '../../shared/keyboard/use-shortcuts';
import classes from './case-actions.module.css';
import { SnoozeMenu } from './head/snooze-menu';
import { MovementMenu } from './movements/movement-menu';
import { isWorkedOn, offeredActions, type PlainAction } from './offered-actions';
import { goToComposer } from './reply/composer-place';
import { repliesQuery, takesReply } from './reply/replies-query';
import { needsReasonToWait, WaitDialog } from './wait-dialog';

const ICONS = {
  answered: IconCheck,
  'not-a-complaint': IconMoodCheck,
  'assign-to-me': IconUserPlus,
  unassign: IconUserMinus,
  reopen: IconRotate,
  acknowledge: IconEye,
  wait: IconHourglass,
  resume: IconPlayerPlay,
} as const satisfies Record<PlainAction, unknown>;

const KEYS: Partial<Record<PlainAction, string>> = { answered: 'e', 'not-a-complaint': 'n', 'assign-to-me': 'a' };

/** What can be done with the case now. The first button is what most people come for. */
export function CaseActions({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
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
    const key = KEYS[name];
    return key === undefined ? [] : [[key, () => act(name)]];
  });
  useShortcuts(Object.fromEntries(shortcuts) satisfies Shortcuts);

  return (
    <div className={classes.actions} role="group" aria-label={t('case.actions')}>
      {canReply && (
        <Button
          leftSection={<IconMessageReply size={16} stroke={1.9} aria-hidden="true" />}
          aria-keyshortcuts="r"
          onClick={goToComposer}
        >
          {t('case.reply')}
        </Button>
      )}
      {offered.map((name) => {
        const Shape = ICONS[name];
        return (
          <Button
            key={name}
            variant={name === 'answered' && !canReply ? 'filled' : 'default'}
            leftSection={<Shape size={16} stroke={1.9} aria-hidden="true" />}
            aria-keyshortcuts={KEYS[name]}
            aria-disabled={action.isPending}
            onClick={() => act(name)}
          >
            {t(`case.action.${name}`)}
          </Button>
        );
      })}
      {isWorkedOn(view) && <SnoozeMenu view={view} />}
      {view.mergedInto === null && <MovementMenu view={view} />}
      <WaitDialog view={view} action={action} opened={isWaiting} onClose={() => setIsWaiting(false)} />
    </div>
  );
}
