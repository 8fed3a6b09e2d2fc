import { UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../shared/lazy/lazy-part';
import { OnDemand } from '../../shared/lazy/on-demand';
import { unreadQuery } from './notifications-query';

const NotificationPopover = lazyPart(() =>
  import('./notification-popover').then((module) => module.NotificationPopover),
);

interface NotificationBellProps {
  readonly className: string | undefined;
  readonly countClassName: string | undefined;
}

/** How much the reader was told and has not read; opens the list. */
export function NotificationBell({ className, countClassName }: NotificationBellProps) {
  const { t } = useTranslation();
  const unread = useQuery(unreadQuery).data ?? 0;
  const target = (
    <UnstyledButton className={className}>
      <IconBell size={18} stroke={1.75} aria-hidden="true" />
      {t('nav.notifications')}
      {unread > 0 && (
        <span className={countClassName}>
          <span aria-hidden="true">{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>
          <span className="visually-hidden">{t('notifications.unread', { count: unread })}</span>
        </span>
      )}
    </UnstyledButton>
  );
  return <OnDemand target={target} kind="dialog" opens={NotificationPopover} given={{}} />;
}

const MOST_SHOWN = 99;
