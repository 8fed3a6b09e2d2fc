import type { DetectionView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './detection-page.module.css';

/** How many messages people judged, and how. */
export function TaughtCounts({ verdicts: { messages, dissatisfied, given } }: Pick<DetectionView, 'verdicts'>) {
  const { t } = useTranslation();
  return (
    <Panel title={t('detection.taught.title')}>
      {messages === 0 ? (
        <p className={classes.none}>{t('detection.taught.none')}</p>
      ) : (
        <>
          <Counts
            counts={[
              [t('detection.taught.messages'), messages],
              [t('detection.taught.unhappy'), dissatisfied],
              [t('detection.taught.fine'), messages - dissatisfied],
              [t('detection.taught.given'), given],
            ]}
          />
          <p className={classes.hint}>{t('detection.taught.explain')}</p>
        </>
      )}
    </Panel>
  );
}

/** Numbers with their names, side by side. */
export function Counts({ counts }: { readonly counts: readonly (readonly [name: string, count: number])[] }) {
  const number = new Intl.NumberFormat(useTimeStyle().locale);
  return (
    <dl className={classes.counts}>
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{number.format(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
