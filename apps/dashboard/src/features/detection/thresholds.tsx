import type { ThresholdsView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { thresholdsQuery } from './detection-query';
import classes from './phrase-packs.module.css';
import { usePercent } from './use-percent';

/** Where they are set; the same in every language. */
const OPTIONS = 'detection.uncertainFrom, detection.dissatisfiedFrom';
const FILE = 'config/local.yaml';

/** From which probabilities on the detector decides, what follows from it, and where that is set. */
export function Thresholds() {
  const { t } = useTranslation();
  const query = useQuery(thresholdsQuery);
  return (
    <Panel title={t('detection.thresholds.title')}>
      {query.data !== undefined ? (
        <Bands thresholds={query.data} />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={120} aria-hidden="true" />
        </div>
      )}
    </Panel>
  );
}

function Bands({ thresholds: { uncertainFrom, dissatisfiedFrom, usual } }: { readonly thresholds: ThresholdsView }) {
  const { t } = useTranslation();
  const { percent } = usePercent();
  const isMoved = usual.uncertainFrom !== uncertainFrom || usual.dissatisfiedFrom !== dissatisfiedFrom;
  const values = { uncertain: percent(uncertainFrom), dissatisfied: percent(dissatisfiedFrom) };
  return (
    <>
      <dl className={classes.bands}>
        {(['dissatisfied', 'uncertain', 'not_dissatisfied'] as const).map((verdict) => (
          <div key={verdict} className={classes.band} data-verdict={verdict}>
            <dt>{t(`detection.thresholds.range.${verdict}`, values)}</dt>
            <dd>{t(`detection.thresholds.means.${verdict}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>
        {isMoved
          ? t('detection.thresholds.moved', {
              uncertain: percent(usual.uncertainFrom),
              dissatisfied: percent(usual.dissatisfiedFrom),
            })
          : t('detection.thresholds.usual')}{' '}
        {t('detection.thresholds.where', { options: OPTIONS, file: FILE })}
      </p>
    </>
  );
}
