import { Popover } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { cloneElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpensBeside } from '../../shared/lazy/on-demand';
import { NotificationList } from './notification-list';

/** What the reader was told, beside the bell. */
export function NotificationPopover({ target, opened, onChange }: OpensBeside) {
  const { t } = useTranslation();
  // On a phone the bell stands in the bar at the bottom.
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const toggles = {
    'aria-haspopup': 'dialog',
    'aria-expanded': opened,
    onClick: () => onChange(!opened),
  };
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      position={isNarrow ? 'top-end' : 'right-start'}
      width="min(23rem, calc(100vw - 1rem))"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
      floatingStrategy="fixed"
    >
      <Popover.Target>{cloneElement(target, toggles as object)}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('notifications.title')} p={0}>
        {opened && <NotificationList onClose={() => onChange(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
