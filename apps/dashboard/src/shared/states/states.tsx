import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudOff,
  IconError404,
  IconLock,
  IconRefresh,
  IconSparkles,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind, type FailureKind } from '../api/api-error';
import classes from './states.module.css';

interface StateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: 'calm' | 'alarm';
}

/** A screen, or a part of it, that has nothing else to show: what is the matter and what to do. */
export function State({ icon: Shape, title, children, action, tone = 'calm' }: StateProps) {
  return (
    <div className={classes.state} role={tone === 'alarm' ? 'alert' : undefined}>
      <span className={classes.icon} data-tone={tone}>
        <Shape size={26} stroke={1.5} aria-hidden="true" />
      </span>
      <h2 className={classes.title}>{title}</h2>
      {children !== undefined && <p className={classes.text}>{children}</p>}
      {action}
    </div>
  );
}

export function EmptyState(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return <State icon={IconSparkles} {...props} />;
}

const FAILURES: Record<FailureKind, { icon: Icon; retry: boolean }> = {
  unreachable: { icon: IconCloudOff, retry: true },
  'signed-out': { icon: IconLock, retry: false },
  'no-permission': { icon: IconLock, retry: false },
  'not-found': { icon: IconError404, retry: false },
  conflict: { icon: IconAlertTriangle, retry: true },
  invalid: { icon: IconAlertTriangle, retry: true },
  server: { icon: IconAlertTriangle, retry: true },
};

interface FailureStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
  readonly action?: ReactNode;
}

/** What a screen shows when its data could not be read, by what the reader can do about it. */
export function FailureState({ error, onRetry, retrying = false, action }: FailureStateProps) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  const { icon, retry } = FAILURES[kind];
  return (
    <State
      icon={icon}
      tone="alarm"
      title={t(`failure.${kind}.title`)}
      action={
        retry && onRetry !== undefined ? (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry} loading={retrying}>
            {t('failure.retry')}
          </Button>
        ) : (
          action
        )
      }
    >
      {t(`failure.${kind}.text`)}
    </State>
  );
}
