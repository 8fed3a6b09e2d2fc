import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../../shared/lazy/lazy-part';
import { OnDemand } from '../../../shared/lazy/on-demand';
import { boardSearch, isSameSearch, type BoardSearch } from '../board-search';
import classes from './views.module.css';
import { viewsQuery } from './views-query';

const ViewChoices = lazyPart(() => import('./view-choices').then((module) => module.ViewChoices));

/** The lists that are kept under a name. */
export function ViewMenu({ search }: { readonly search: BoardSearch }) {
  const { t } = useTranslation();
  const views = useQuery(viewsQuery).data?.items ?? [];
  const shown = views.find((view) => isSameSearch(boardSearch(view.search), search));
  return (
    <OnDemand
      target={
        <Button
          className={classes.shown}
          variant="default"
          leftSection={<IconBookmark size={16} stroke={1.9} aria-hidden="true" />}
        >
          {shown?.name ?? t('views.label')}
        </Button>
      }
      kind="menu"
      opens={ViewChoices}
      given={{ search }}
    />
  );
}
