import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shared/states/page-heading';
import { FailureState } from '../../shared/states/states';
import classes from './detection-page.module.css';
import { detectionQuery } from './detection-query';
import { OverlayVersions } from './overlay-versions';
import { PhrasePacks } from './phrase-packs';
import { Rightness } from './rightness';
import { ShadowRun } from './shadow-run';
import { TaughtCounts } from './taught-counts';
import { Thresholds } from './thresholds';
import { TryIt } from './try-it';

/**
 * What the detector learned from people, what it knows and where it decides, what a change would do, and how it reads a
 * text; the last is open to all.
 */
export function DetectionPage() {
  const { t } = useTranslation();
  const query = useQuery(detectionQuery);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('detection.title')} />
        <p className={classes.lead}>{t('detection.lead')}</p>
      </header>
      <div className={classes.body}>
        <div className={classes.column}>
          {query.data !== undefined ? (
            <>
              <TaughtCounts verdicts={query.data.verdicts} />
              <Rightness />
              <OverlayVersions view={query.data} />
              <Thresholds />
            </>
          ) : query.isError ? (
            <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
          ) : (
            <div className={classes.column} role="status" aria-label={t('state.loading')}>
              <Skeleton height={120} />
              <Skeleton height={260} />
            </div>
          )}
        </div>
        <div className={classes.column}>
          <TryIt />
          {query.data !== undefined && (
            <>
              <ShadowRun versions={query.data.versions} />
              <PhrasePacks />
            </>
          )}
        </div>
      </div>
    </div>
  );
}
