import { Button, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { useSession } from '../../shared/session/session';
import { FailureNote } from '../../shared/states/failure-note';
import { PageHeading } from '../../shared/states/page-heading';
import { RefusedPage } from '../../shared/states/refused-page';
import { EmptyState, FailureState } from '../../shared/states/states';
import { AuditEntryRow } from './audit-entry-row';
import { AuditFilters } from './audit-filters';
import classes from './audit-page.module.css';
import { auditExportAddress, auditQuery } from './audit-query';
import { auditSearch } from './audit-search';

const route = getRouteApi('/app/audit');

/** Who did what and when, for administrators. */
export function AuditPage() {
  const { t } = useTranslation();
  const { zone } = useSession().user;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(auditQuery(search, zone));
  const entries = query.data?.pages.flatMap(({ items }) => items);
  if (failureKind(query.error) === 'no-permission') return <RefusedPage title={t('audit.title')} error={query.error} />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('audit.title')} />
        <p className={classes.lead}>{t('audit.lead')}</p>
        <AuditFilters
          search={search}
          onChange={(change) => void navigate({ search: auditSearch(change), replace: true })}
        />
        {entries !== undefined && entries.length > 0 && (
          <Button
            component="a"
            href={auditExportAddress(search, zone)}
            download
            className={classes.download}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            {t('audit.download')}
          </Button>
        )}
      </header>
      {entries === undefined ? (
        query.isError ? (
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        ) : (
          <div className={classes.entries} role="status" aria-label={t('state.loading')}>
            <Skeleton height={40} />
            <Skeleton height={40} />
            <Skeleton height={40} />
          </div>
        )
      ) : entries.length === 0 ? (
        <EmptyState title={t('audit.none')} />
      ) : (
        <ol className={classes.entries}>
          {entries.map((entry) => (
            <AuditEntryRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {query.isFetchNextPageError && (
        <FailureNote
          error={query.error}
          onRetry={() => void query.fetchNextPage()}
          retrying={query.isFetchingNextPage}
        />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && (
        <Button
          className={classes.more}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('audit.more')}
        </Button>
      )}
    </div>
  );
}
