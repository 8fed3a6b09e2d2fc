import type { SourceView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isPushedKind } from '../../shared/sources/is-pushed-kind';
import { useSourceAction, type SourceAction } from './source-query';

interface SourceActionsProps {
  readonly source: Pick<SourceView, 'id' | 'name' | 'kind' | 'state'>;
  readonly compact?: boolean;
}

const ICONS = {
  poll: IconRefresh,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
} as const satisfies Record<SourceAction, unknown>;

/** Reading now, pausing and resuming; a paused source is resumed before it is read, and one that is brought its messages never is. */
export function SourceActions({ source, compact = false }: SourceActionsProps) {
  const { t } = useTranslation();
  const action = useSourceAction();
  const offered: SourceAction[] =
    source.state === 'paused' ? ['resume'] : isPushedKind(source.kind) ? ['pause'] : ['poll', 'pause'];
  return (
    <>
      {offered.map((name) => {
        const Shape = ICONS[name];
        return (
          <Button
            key={name}
            variant="default"
            size={compact ? 'xs' : 'sm'}
            leftSection={<Shape size={15} aria-hidden="true" />}
            aria-label={t('source.actOn', { action: t(`source.action.${name}`), source: source.name })}
            loading={action.isPending && action.variables.action === name}
            aria-disabled={action.isPending}
            onClick={() => {
              if (!action.isPending) action.mutate({ action: name, source });
            }}
          >
            {t(`source.action.${name}`)}
          </Button>
        );
      })}
    </>
  );
}
