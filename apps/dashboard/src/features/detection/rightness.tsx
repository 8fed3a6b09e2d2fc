import type { CalibrationView, ShareView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LanguageName } from '../../shared/labels/language';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { useTimeStyle } from '../../shared/time/use-time';
import { calibrationQuery } from './detection-query';
import { ReliabilityCurve } from './reliability-curve';
import classes from './rightness.module.css';
import { usePercent } from './use-percent';

/** How right the detector was by what people said: found and flagged rightly, by language, and its calibration. */
export function Rightness() {
  const { t } = useTranslation();
  const query = useQuery(calibrationQuery);
  return (
    <Panel title={t('detection.right.title')}>
      <p className={classes.hint}>{t('detection.right.lead')}</p>
      {query.data !== undefined ? (
        <Figures view={query.data} />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={220} aria-hidden="true" />
        </div>
      )}
    </Panel>
  );
}

function Figures({ view }: { readonly view: CalibrationView }) {
  const { t } = useTranslation();
  const { points } = usePercent();
  const { all, leastVerdicts, calibrationError } = view;
  if (all.verdicts === 0) return <p className={classes.hint}>{t('detection.right.none')}</p>;
  return (
    <>
      <HitTable view={view} />
      <p className={classes.hint}>{t('detection.right.interval')}</p>
      {all.verdicts < leastVerdicts || calibrationError === null ? (
        <p className={classes.hint}>{t('detection.right.few', { count: all.verdicts, least: leastVerdicts })}</p>
      ) : (
        <>
          <ReliabilityCurve bins={view.bins} />
          <p className={classes.hint}>
            {t('detection.right.error', {
              points: points(calibrationError).replace(/^\+/, ''),
              count: all.verdicts,
            })}
          </p>
        </>
      )}
    </>
  );
}

function HitTable({ view: { all, languages } }: { readonly view: CalibrationView }) {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useTimeStyle().locale);
  const rows = [
    { key: '', name: t('detection.right.all'), hits: all },
    // One language is the same as all.
    ...(languages.length > 1 ? languages : []).map((hits) => ({
      key: hits.language,
      name: <LanguageName tag={hits.language} />,
      hits,
    })),
  ];
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={t('detection.right.byLanguage')}>
        <thead>
          <tr>
            <th scope="col">{t('detection.right.language')}</th>
            <th scope="col">{t('detection.right.verdicts')}</th>
            <th scope="col">{t('detection.versions.figure.recall')}</th>
            <th scope="col">{t('detection.versions.figure.precision')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, hits }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{number.format(hits.verdicts)}</td>
              <ShareCell share={hits.recall} />
              <ShareCell share={hits.precision} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A share with its interval; a dash where there is nothing to share. */
function ShareCell({ share }: { readonly share: ShareView }) {
  const { t } = useTranslation();
  const { percent } = usePercent();
  if (share === null) return <td>–</td>;
  return (
    <td>
      {percent(share.value)}
      <span className={classes.range}>
        {t('detection.right.range', { low: percent(share.low), high: percent(share.high) })}
      </span>
    </td>
  );
}
