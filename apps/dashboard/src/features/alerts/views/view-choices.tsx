import type { SavedView } from '@earshot/contracts';
import { Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../../shared/lazy/lazy-part';
import type { OpensBeside } from '../../../shared/lazy/on-demand';
import { useOnceOpened } from '../../../shared/lazy/use-once-opened';
import { boardSearch, isSameSearch, NO_FILTERS, type BoardSearch } from '../board-search';
import classes from './views.module.css';
import { viewsQuery } from './views-query';

const KeepViewDialog = lazyPart(() => import('./keep-view-dialog').then((module) => module.KeepViewDialog));
const ManageViewsDialog = lazyPart(() => import('./manage-views-dialog').then((module) => module.ManageViewsDialog));

/** Goes to a kept list, keeps the one that is shown, tidies up. */
export function ViewChoices({ target, opened, onChange, search }: OpensBeside & { readonly search: BoardSearch }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'keep' | 'manage' | null>(null);
  const hasOpened = useOnceOpened(dialog !== null);
  const query = useQuery(viewsQuery);
  const views = query.data?.items ?? [];
  const mayShare = query.data?.mayShare ?? false;
  const shown = views.find((view) => isSameSearch(boardSearch(view.search), search));
  return (
    <>
      <Menu opened={opened} onChange={onChange} position="bottom-end" shadow="md" width={288}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          <ViewItems title={t('views.own')} views={views.filter((view) => !view.shared)} shown={shown} />
          <ViewItems title={t('views.shared')} views={views.filter((view) => view.shared)} shown={shown} />
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setDialog('keep')}>
            {t('views.keep')}
          </Menu.Item>
          {views.some(({ mayChange }) => mayChange) && (
            <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => setDialog('manage')}>
              {t('views.manage')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {hasOpened && (
          <>
            <KeepViewDialog
              opened={dialog === 'keep'}
              onClose={() => setDialog(null)}
              search={search}
              mayShare={mayShare}
            />
            <ManageViewsDialog
              opened={dialog === 'manage'}
              onClose={() => setDialog(null)}
              views={views.filter(({ mayChange }) => mayChange)}
              mayShare={mayShare}
            />
          </>
        )}
      </Suspense>
    </>
  );
}

interface ViewItemsProps {
  readonly title: string;
  readonly views: readonly SavedView[];
  readonly shown: SavedView | undefined;
}

function ViewItems({ title, views, shown }: ViewItemsProps) {
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          aria-current={view === shown ? 'page' : undefined}
          rightSection={view === shown ? <IconCheck size={16} aria-hidden="true" /> : null}
          renderRoot={(props: object) => (
            <Link {...props} to="/alerts" search={{ list: undefined, ...NO_FILTERS, ...boardSearch(view.search) }} />
          )}
        >
          <bdi className={classes.choice}>{view.name}</bdi>
        </Menu.Item>
      ))}
    </>
  );
}
