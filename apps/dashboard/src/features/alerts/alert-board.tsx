import type { Alert, AlertPage } from '@earshot/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { lazyPart } from '../../shared/lazy/lazy-part';
import { useOnceOpened } from '../../shared/lazy/use-once-opened';
import type { FreshList } from '../../shared/list/calm-list';
import { useCalmList } from '../../shared/list/use-calm-list';
import { useSelection } from '../../shared/list/use-selection';
import { FailureState } from '../../shared/states/states';
import { PageHeading } from '../../shared/states/page-heading';
import classes from './alert-board.module.css';
import { AlertList, type AlertListHandle } from './alert-list';
import { AlertListSkeleton } from './alert-list-skeleton';
import { alertsQuery } from './alerts-query';
import { BoardFilters } from './board-filters';
import { boardSearch, isFiltered, NO_FILTERS, withoutDefaults, type BoardSearch } from './board-search';
import { BoardTabs } from './board-tabs';
import { snoozeThem } from './bulk/bulk-deeds';
import { BulkFailures } from './bulk/bulk-failures';
import { DensitySwitch } from './density-switch';
import { EmptyBoard } from './empty-board';
import { NewAlerts } from './new-alerts';
import { TypeInLink } from './type-in-link';
import { useBoardDeeds } from './use-board-deeds';

/** Loaded when somebody first chooses several cases. */
const BulkBar = lazyPart(() => import('./bulk/bulk-bar').then((module) => module.BulkBar));

/** Loaded when somebody first puts a case aside. */
const SnoozeDialog = lazyPart(() => import('../../shared/snooze/snooze-dialog').then((module) => module.SnoozeDialog));

const route = getRouteApi('/app/alerts');
const idOf = (alert: Alert): string => alert.caseId;

/** The alert board: who waits for an answer, the nearest deadline first. */
export function AlertBoard() {
  const { t } = useTranslation();
  // The router keeps what it does not know; here it would count as a filter.
  const search = route.useSearch({ select: boardSearch, structuralSharing: true });
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(alertsQuery(search));
  const list = useRef<AlertListHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);

  const fresh = useFreshList(query, search);
  const calm = useCalmList(fresh, idOf);
  const rows = calm.list?.rows ?? [];
  const actable = rows.filter(({ caseId }) => calm.list?.departed.has(caseId) !== true);
  const selection = useSelection(JSON.stringify(search), actable.map(idOf));
  const selected = actable.filter(({ caseId }) => selection.ids.has(caseId));

  const canAct = search.list !== 'answered' && search.list !== 'not_a_complaint';
  const deeds = useBoardDeeds({ calm, list, selection, selected, canAct });
  const choose = (change: BoardSearch): void =>
    void navigate({ search: (now) => withoutDefaults({ ...now, ...change }), replace: true });
  const isSnoozing = deeds.toSnooze.length > 0;
  const hasSnoozed = useOnceOpened(isSnoozing);
  const hasSelected = useOnceOpened(selected.length > 0);
  useShortcuts({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    '/': () => searchField.current?.focus(),
    '.': calm.showNew,
  });

  return (
    <div className={classes.board}>
      <header className={classes.header}>
        <PageHeading title={t('board.title')} />
        <BoardTabs search={search} counts={query.data?.pages[0]?.counts} />
        <div className={classes.tools}>
          <TypeInLink />
          <DensitySwitch />
        </div>
        <BoardFilters search={search} onChoose={choose} searchField={searchField} />
      </header>
      <BulkFailures failed={deeds.bulk.failed} onClose={deeds.bulk.forgetFailed} />
      <NewAlerts count={calm.list?.arrived.length ?? 0} below={calm.list?.arrivedBelow ?? 0} onShow={calm.showNew} />
      {calm.list !== null && rows.length > 0 ? (
        <AlertList
          ref={list}
          calm={calm.list}
          grouped={search.list === undefined}
          canAct={canAct}
          selected={selection.ids}
          acting={deeds.isActing}
          loadingMore={query.isFetchingNextPage}
          moreFailed={query.isFetchNextPageError}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError)
              void query.fetchNextPage();
          }}
          onRetryMore={() => void query.fetchNextPage()}
          onAct={deeds.act}
          onOpen={deeds.open}
          onSelect={(alert) => selection.toggle(alert.caseId)}
        />
      ) : calm.list !== null ? (
        <EmptyBoard search={search} onClear={() => choose(NO_FILTERS)} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <AlertListSkeleton />
      )}
      <Suspense>
        {hasSelected && (
          <BulkBar
            selected={selected}
            failed={deeds.bulk.failed.length}
            running={deeds.bulk.isRunning}
            onRun={(deed) => deeds.bulk.run(deed, selected)}
            onSnooze={() => deeds.setToSnooze(selected)}
            onClear={selection.clear}
          />
        )}
      </Suspense>
      <Suspense>
        {hasSnoozed && (
          <SnoozeDialog
            opened={isSnoozing}
            onClose={() => deeds.setToSnooze([])}
            onChoose={(until) => deeds.bulk.run(snoozeThem(until, search.list === undefined), deeds.toSnooze)}
          />
        )}
      </Suspense>
    </div>
  );
}

interface ReadList {
  readonly data: { readonly pages: readonly AlertPage[] } | undefined;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
}

/** What the server says of this list now; `null` until it has said something. */
function useFreshList(query: ReadList, search: BoardSearch): FreshList<Alert> | null {
  const loaded = query.isPlaceholderData ? undefined : query.data;
  const key = JSON.stringify(search);
  return useMemo(() => {
    if (loaded === undefined) return null;
    // The server counts whole lists, whatever is filtered, and long ones not to their end.
    const counted = isFiltered(search) ? undefined : loaded.pages[0]?.counts[search.list ?? 'needs_answer'];
    return {
      key,
      pages: loaded.pages.map((page) => page.items),
      hasMore: query.hasNextPage,
      total: counted ?? null,
    };
  }, [loaded, key, search, query.hasNextPage]);
}
