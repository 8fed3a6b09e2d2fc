import type { Alert, AlertPage } from '@earshot/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseAction, type CaseAction } from '../../shared/case-actions/use-case-action';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import type { FreshList } from '../../shared/list/calm-list';
import { useCalmList } from '../../shared/list/use-calm-list';
import { useSelection } from '../../shared/list/use-selection';
import { rememberOpened, rememberQueue, rememberReplyWish } from '../../shared/navigation/case-queue';
import { SnoozeDialog } from '../../shared/snooze/snooze-dialog';
import { FailureState } from '../../shared/states/states';
import { PageHeading } from '../../shared/states/page-heading';
import classes from './alert-board.module.css';
import { AlertList, type AlertListHandle } from './alert-list';
import { AlertListSkeleton } from './alert-list-skeleton';
import { alertsQuery } from './alerts-query';
import { BoardFilters } from './board-filters';
import { isFiltered, NO_FILTERS, withoutDefaults, type BoardSearch } from './board-search';
import { BoardTabs } from './board-tabs';
import { BulkBar } from './bulk/bulk-bar';
import { NOT_A_COMPLAINT, snoozeThem, takeThem, type BulkDeed } from './bulk/bulk-deeds';
import { BulkFailures } from './bulk/bulk-failures';
import { useBulk } from './bulk/use-bulk';
import { EmptyBoard } from './empty-board';
import { NewAlerts } from './new-alerts';

const route = getRouteApi('/app/alerts');
const idOf = (alert: Alert): string => alert.caseId;

/** The alert board: who waits for an answer, the nearest deadline first. */
export function AlertBoard() {
  const { t } = useTranslation();
  const router = useRouter();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(alertsQuery(search));
  const list = useRef<AlertListHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [toSnooze, setToSnooze] = useState<readonly Alert[]>([]);

  const fresh = useFreshList(query, search);
  const calm = useCalmList(fresh, idOf);
  const rows = calm.list?.rows ?? [];
  const actable = rows.filter(({ caseId }) => calm.list?.departed.has(caseId) !== true);
  const selection = useSelection(JSON.stringify(search), actable.map(idOf));
  const selected = actable.filter(({ caseId }) => selection.ids.has(caseId));

  const action = useCaseAction({
    onDone: ({ action: done, on }) => {
      if (done === 'assign-to-me') return;
      list.current?.focusAfter(on.caseId);
      calm.remove(on.caseId);
    },
    onUndone: calm.showNextAnswer,
  });
  const bulk = useBulk({
    onDone: (done, deed) => {
      const ids = new Set(done.map(({ caseId }) => caseId));
      selection.replace([...selection.ids].filter((id) => !ids.has(id)));
      if (!deed.leaves) return;
      list.current?.focusAfterAll(ids);
      for (const id of ids) calm.remove(id);
    },
    onUndone: calm.showNextAnswer,
  });

  const act = (name: CaseAction, alert: Alert): void =>
    action.mutate({
      action: name,
      on: { caseId: alert.caseId, version: alert.version, customer: alert.customer.name },
    });
  const withActive = (work: (alert: Alert) => void): void => {
    const alert = list.current?.active();
    if (alert !== null && alert !== undefined) work(alert);
  };
  /** A key means the selection where there is one, and the focused row where there is none. */
  const onSelectionOr = (deed: (alerts: readonly Alert[]) => BulkDeed, single: CaseAction): void => {
    if (selected.length > 0) bulk.run(deed(selected), selected);
    else withActive((alert) => !action.isPending && act(single, alert));
  };

  const choose = (change: BoardSearch): void =>
    void navigate({ search: (now) => withoutDefaults({ ...now, ...change }), replace: true });
  const open = (alert: Alert): void => {
    rememberQueue({ boardHref: router.state.location.href, caseIds: rows.map(idOf) });
    rememberOpened(alert.caseId);
  };
  const reply = (alert: Alert): void => {
    open(alert);
    rememberReplyWish(alert.caseId);
    void router.navigate({ to: '/cases/$caseId', params: { caseId: alert.caseId } });
  };

  const canAct = search.list !== 'answered' && search.list !== 'not_a_complaint';
  useShortcuts({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    '/': () => searchField.current?.focus(),
    '.': calm.showNew,
    ...(canAct
      ? {
          a: () => onSelectionOr(takeThem, 'assign-to-me'),
          n: () => onSelectionOr(() => NOT_A_COMPLAINT, 'not-a-complaint'),
          e: () => withActive((alert) => !action.isPending && act('answered', alert)),
          r: () => withActive(reply),
          s: () => (selected.length > 0 ? setToSnooze(selected) : withActive((alert) => setToSnooze([alert]))),
          x: () => withActive((alert) => selection.toggle(alert.caseId)),
          ...(selected.length > 0 ? { Escape: selection.clear } : {}),
        }
      : {}),
  });

  return (
    <div className={classes.board}>
      <header className={classes.header}>
        <PageHeading title={t('board.title')} />
        <BoardTabs search={search} counts={query.data?.pages[0]?.counts} />
        <BoardFilters search={search} onChoose={choose} searchField={searchField} />
      </header>
      <BulkFailures failed={bulk.failed} onClose={bulk.forgetFailed} />
      <NewAlerts count={calm.list?.arrived.length ?? 0} below={calm.list?.arrivedBelow ?? 0} onShow={calm.showNew} />
      {calm.list !== null && rows.length > 0 ? (
        <AlertList
          ref={list}
          calm={calm.list}
          grouped={search.list === undefined}
          canAct={canAct}
          selected={selection.ids}
          acting={action.isPending || bulk.isRunning}
          loadingMore={query.isFetchingNextPage}
          moreFailed={query.isFetchNextPageError}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError)
              void query.fetchNextPage();
          }}
          onRetryMore={() => void query.fetchNextPage()}
          onAct={act}
          onOpen={open}
          onSelect={(alert) => selection.toggle(alert.caseId)}
        />
      ) : calm.list !== null ? (
        <EmptyBoard search={search} onClear={() => choose(NO_FILTERS)} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <AlertListSkeleton />
      )}
      <BulkBar
        selected={selected}
        running={bulk.isRunning}
        onRun={(deed) => bulk.run(deed, selected)}
        onSnooze={() => setToSnooze(selected)}
        onClear={selection.clear}
      />
      <SnoozeDialog
        opened={toSnooze.length > 0}
        onClose={() => setToSnooze([])}
        onChoose={(until) => bulk.run(snoozeThem(until, search.list === undefined), toSnooze)}
      />
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
