import type { SourceView } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { humanised } from '../../shared/labels/catalogue';
import { mayRunSources } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { PageHeading } from '../../shared/states/page-heading';
import { EmptyState, FailureState } from '../../shared/states/states';
import { Ledger } from './ledger';
import { ConsentNotice } from './manage/consent-notice';
import { exportAddress } from './manage/manage-queries';
import { SourceMenu } from './manage/source-menu';
import { PollTimes } from './poll-times';
import { SourceActions } from './source-actions';
import { StateWords } from './source-health';
import { SourceMarks } from './source-marks';
import { standingOf, type SourceStanding } from './source-standing';
import { SourceState } from './source-state';
import classes from './sources-page.module.css';

/** Where customers speak, and the proof that nothing of it is missed. */
export function SourcesPage() {
  const { t } = useTranslation();
  const query = useQuery(sourcesQuery);
  const { user } = useSession();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.headline}>
          <PageHeading title={t('sources.title')} />
          {mayRunSources(user) && (
            <span className={classes.headActions}>
              <Button
                variant="default"
                component="a"
                href={exportAddress()}
                download
                leftSection={<IconDownload size={15} aria-hidden="true" />}
              >
                {t('manage.exportAll')}
              </Button>
              <Button component={Link} to="/sources/add" leftSection={<IconPlus size={15} aria-hidden="true" />}>
                {t('setup.title')}
              </Button>
            </span>
          )}
        </div>
        <p className={classes.lead}>{t('sources.lead')}</p>
      </header>
      <ConsentNotice />
      {query.data !== undefined ? (
        <SourceCards sources={query.data.items} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <SourcesSkeleton />
      )}
    </div>
  );
}

/** What needs a person comes first. */
const ORDER: Record<SourceStanding, number> = {
  failing: 0,
  degraded: 1,
  paused: 2,
  waiting: 3,
  unread: 4,
  healthy: 5,
};

function SourceCards({ sources }: { readonly sources: readonly SourceView[] }) {
  const { t, i18n } = useTranslation();
  if (sources.length === 0) return <EmptyState title={t('sources.empty.title')}>{t('sources.empty.text')}</EmptyState>;
  const sorted = [...sources].sort(
    (a, b) => ORDER[standingOf(a)] - ORDER[standingOf(b)] || a.name.localeCompare(b.name, i18n.language),
  );
  return (
    <ul className={classes.sources}>
      {sorted.map((source) => (
        <li key={source.id}>
          <SourceCard source={source} />
        </li>
      ))}
    </ul>
  );
}

function SourceCard({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <article className={classes.source} data-state={source.state}>
      <div className={classes.naming}>
        <h2 className={classes.name}>
          <Link to="/sources/$sourceId" params={{ sourceId: source.id }}>
            <bdi>{source.name}</bdi>
          </Link>
        </h2>
        <p className={classes.kind}>
          {humanised(source.kind)}
          <SourceMarks source={source} />
        </p>
      </div>
      <SourceState source={source} />
      <PollTimes source={source} />
      <div className={classes.actions}>
        {mayRunSources(user) && (
          <>
            <SourceActions source={source} compact />
            <SourceMenu source={source} />
          </>
        )}
      </div>
      <StateWords source={source} />
      <div className={classes.account}>
        <Ledger ledger={source.ledger} />
        {source.openQuarantine > 0 && (
          <Link
            to="/sources/$sourceId"
            params={{ sourceId: source.id }}
            hash="quarantine"
            className={classes.quarantine}
          >
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t('sources.quarantine', { count: source.openQuarantine })}
          </Link>
        )}
      </div>
    </article>
  );
}

function SourcesSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.sources}>
      <span className="visually-hidden">{t('state.loading')}</span>
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={112} radius="md" aria-hidden="true" />
      ))}
    </div>
  );
}
