import type { Alert } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseAction, type CaseAction } from '../../shared/case-actions/use-case-action';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import type { FreshList } from '../../shared/list/calm-list';
import { useCalmList } from '../../shared/list/use-calm-list';
import { rememberOpened, rememberQueue } from '../../shared/navigation/case-queue';
import { PageHeading } from '../../shared/states/page-heading';
import { EmptyState, FailureState } from '../../shared/states/states';
import classes from './alert-board.module.css';
import { AlertList, type AlertListHandle } from './alert-list';
import { AlertListSkeleton } from './alert-list-skeleton';
import { alertsQuery } from './alerts-query';
import { BoardFilters } from './board-filters';
import { isFiltered, withoutDefaults, type BoardSearch } from './board-search';
import { BoardTabs } from './board-tabs';
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

  const loaded = query.isPlaceholderData ? undefined : query.data;
  const key = JSON.stringify(search);
  const fresh = useMemo<FreshList<Alert> | null>(() => {
    if (loaded === undefined) return null;
    // The server counts whole lists, whatever is filtered.
    const counted = isFiltered(search) ? undefined : loaded.pages[0]?.counts[search.list ?? 'needs_answer'];
    return {
      key,
      pages: loaded.pages.map((page) => page.items),
      hasMore: query.hasNextPage,
      total: counted ?? null,
    };
  }, [loaded, key, search, query.hasNextPage]);
  const calm = useCalmList(fresh, idOf);

  const action = useCaseAction({
    onDone: ({ action: done, on }) => {
      if (done === 'assign-to-me') return;
      list.current?.focusAfter(on.caseId);
      calm.remove(on.caseId);
    },
    onUndone: calm.showNextAnswer,
  });
  const act = (name: CaseAction, alert: Alert): void =>
    action.mutate({
      action: name,
      on: { caseId: alert.caseId, version: alert.version, customer: alert.customer.name },
    });
  const actOnActive = (name: CaseAction): void => {
    const alert = list.current?.active();
    if (alert !== null && alert !== undefined && !action.isPending) act(name, alert);
  };

  const choose = (change: BoardSearch): void =>
    void navigate({ search: (now) => withoutDefaults({ ...now, ...change }), replace: true });
  const open = (alert: Alert): void => {
    rememberQueue({ boardHref: router.state.location.href, caseIds: calm.list?.rows.map(idOf) ?? [] });
    rememberOpened(alert.caseId);
  };

  const canAct = search.list !== 'answered' && search.list !== 'not_a_complaint';
  useShortcuts({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    '/': () => searchField.current?.focus(),
    '.': calm.showNew,
    ...(canAct
      ? {
          a: () => actOnActive('assign-to-me'),
          n: () => actOnActive('not-a-complaint'),
          e: () => actOnActive('answered'),
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
      <NewAlerts count={calm.list?.arrived.length ?? 0} below={calm.list?.arrivedBelow ?? 0} onShow={calm.showNew} />
      {calm.list !== null && calm.list.rows.length > 0 ? (
        <AlertList
          ref={list}
          calm={calm.list}
          grouped={search.list === undefined}
          canAct={canAct}
          acting={action.isPending}
          loadingMore={query.isFetchingNextPage}
          moreFailed={query.isFetchNextPageError}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError)
              void query.fetchNextPage();
          }}
          onRetryMore={() => void query.fetchNextPage()}
          onAct={act}
          onOpen={open}
        />
      ) : calm.list !== null ? (
        <EmptyBoard search={search} onClear={() => choose(NO_FILTERS)} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <AlertListSkeleton />
      )}
    </div>
  );
}

const NO_FILTERS: BoardSearch = {
  owner: undefined,
  severity: undefined,
  language: undefined,
  source: undefined,
  text: undefined,
};

function EmptyBoard({ search, onClear }: { readonly search: BoardSearch; readonly onClear: () => void }) {
  const { t } = useTranslation();
  if (isFiltered(search))
    return (
      <EmptyState
        title={t('board.empty.filtered.title')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('board.filters.clear')}
          </Button>
        }
      >
        {t('board.empty.filtered.text')}
      </EmptyState>
    );
  const list = search.list ?? 'needs_answer';
  return <EmptyState title={t(`board.empty.${list}.title`)}>{t(`board.empty.${list}.text`)}</EmptyState>;
}
