import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { PageHeading } from '../../shared/states/page-heading';
import { EmptyState, FailureState } from '../../shared/states/states';
import { CustomerFilters } from './customer-filters';
import { CustomerList } from './customer-list';
import { CustomerListSkeleton } from './customer-list-skeleton';
import { customerSearch, isFiltered, type CustomerSearch } from './customer-search';
import classes from './customers-page.module.css';
import { customersQuery } from './customers-query';
import { LikelyTwins } from './likely-twins';

const route = getRouteApi('/app/customers');

/** Everybody who wrote, to be looked up; and those who may be one. */
export function CustomersPage() {
  const { t } = useTranslation();
  // The router keeps what it does not know; the API would refuse it.
  const search = route.useSearch({ select: customerSearch, structuralSharing: true });
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(customersQuery(search));
  const searchField = useRef<HTMLInputElement>(null);
  const customers = query.data?.pages.flatMap((page) => page.items);
  const choose = (change: CustomerSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const clear = (): void => void navigate({ search: customerSearch({ sort: search.sort }), replace: true });
  useShortcuts({ '/': () => searchField.current?.focus() });

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('customers.title')} />
        <p className={classes.lead}>{t('customers.lead')}</p>
        <CustomerFilters search={search} onChoose={choose} searchField={searchField} />
      </header>
      {!isFiltered(search) && <LikelyTwins />}
      {customers === undefined ? (
        query.isError ? (
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <CustomerListSkeleton />
        )
      ) : customers.length === 0 ? (
        <Nothing filtered={isFiltered(search)} onClear={clear} />
      ) : (
        <CustomerList
          customers={customers}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          moreError={query.isFetchNextPageError ? query.error : null}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </div>
  );
}

function Nothing({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t('customers.empty.title')}>{t('customers.empty.text')}</EmptyState>;
  return (
    <EmptyState
      title={t('customers.nobodyFits.title')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('customers.filters.clear')}
        </Button>
      }
    >
      {t('customers.nobodyFits.text')}
    </EmptyState>
  );
}
