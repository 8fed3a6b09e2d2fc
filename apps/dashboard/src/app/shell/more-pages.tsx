import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpensBeside } from '../../shared/lazy/on-demand';
import { useOpenPages } from './use-open-pages';

/** The pages that have no place in the bar of a phone. */
export function MorePages({ target, opened, onChange }: OpensBeside) {
  const { t } = useTranslation();
  const rest = useOpenPages()
    .flat()
    .filter(({ bar }) => bar !== true);
  return (
    <Menu opened={opened} onChange={onChange} position="top-end" shadow="md" withinPortal={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {rest.map(({ to, name, icon: Shape }) => (
          <Menu.Item key={to} leftSection={<Shape size={18} stroke={1.75} />} component={Link} {...{ to }}>
            {t(`nav.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
