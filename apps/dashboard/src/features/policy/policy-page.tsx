import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shared/states/page-heading';
import { FailureState } from '../../shared/states/states';
import { PolicyEditor } from './policy-editor';
import classes from './policy-page.module.css';
import { policyQuery } from './policy-query';
import { PolicyVersions } from './policy-versions';

/** What the house promises, when it works, and whom it tells: read by everybody, changed by managers. */
export function PolicyPage() {
  const { t } = useTranslation();
  const query = useQuery(policyQuery);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('standards.title')} />
        <p className={classes.lead}>{t('standards.lead')}</p>
      </header>
      {query.data !== undefined ? (
        <div className={classes.columns}>
          <PolicyEditor policy={query.data} />
          <PolicyVersions inForce={query.data.id} />
        </div>
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status">
          <span className="visually-hidden">{t('state.loading')}</span>
          <Skeleton height={420} radius="md" aria-hidden="true" />
        </div>
      )}
    </div>
  );
}
