import { Popover, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadQuery } from './notifications-query';

const NotificationList = lazy(() =>
  import('./notification-list').then((module) => ({ default: module.NotificationList })),
);

interface NotificationBellProps {
  readonly className: string | undefined;
  readonly countClassName: string | undefined;
}

/** How much the reader was told and has not read; opens the list. */
export function NotificationBell({ className, countClassName }: NotificationBellProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  // On a phone the bell stands in the bar at the bottom.
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const unread = useQuery(unreadQuery).data ?? 0;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position={isNarrow ? 'top-end' : 'right-start'}
      width="min(23rem, calc(100vw - 1rem))"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
      floatingStrategy="fixed"
    >
      <Popover.Target>
        <UnstyledButton
          className={className}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={18} stroke={1.75} aria-hidden="true" />
          {t('nav.notifications')}
          {unread > 0 && (
            <span className={countClassName}>
              <span aria-hidden="true">{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>
              <span className="visually-hidden">{t('notifications.unread', { count: unread })}</span>
            </span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('notifications.title')} p={0}>
        <Suspense>{opened && <NotificationList onClose={() => setOpened(false)} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

const MOST_SHOWN = 99;
