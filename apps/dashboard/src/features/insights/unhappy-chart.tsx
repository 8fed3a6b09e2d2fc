import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { useTimeStyle } from '../../shared/time/use-time';
import { BucketTable } from './bucket-table';
import type { Chosen } from './figure-tiles';
import classes from './insights-page.module.css';
import { useFigures } from './use-figures';

interface UnhappyChartProps {
  readonly view: InsightsView;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Messages by time with the unhappy ones among them; the table below says the same in figures, and leads to the cases. */
export function UnhappyChart({ view, onChoose }: UnhappyChartProps) {
  const { t } = useTranslation();
  const { locale } = useTimeStyle();
  const { count } = useFigures();
  const most = Math.max(1, ...view.buckets.map(({ received }) => received ?? 0));
  // Days are days wherever they are read.
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const dayName = (day: string): string => days.format(new Date(`${day}T00:00:00Z`));
  const first = view.buckets[0];
  const last = view.buckets.at(-1);
  return (
    <Panel title={t('insights.chart')}>
      <div className={classes.chart} aria-hidden="true">
        {view.buckets.map(({ day, received, unhappy }) => (
          <span
            key={day}
            className={classes.bar}
            title={`${dayName(day)}: ${count(unhappy ?? 0)} / ${count(received ?? 0)}`}
            style={{ height: `${((received ?? 0) / most) * 100}%` }}
          >
            <span
              className={classes.unhappyPart}
              style={{ height: received === null || received === 0 ? 0 : `${((unhappy ?? 0) / received) * 100}%` }}
            />
          </span>
        ))}
      </div>
      {first !== undefined && last !== undefined && (
        <p className={classes.axis} aria-hidden="true">
          <span>{dayName(first.day)}</span>
          <span className={classes.legend}>
            <span data-part="all">{t('insights.received')}</span>
            <span data-part="unhappy">{t('insights.unhappyCount')}</span>
          </span>
          <span>{dayName(last.day)}</span>
        </p>
      )}
      <details className={classes.tableFold}>
        <summary>{t('insights.chartTable')}</summary>
        <BucketTable view={view} dayName={dayName} onChoose={onChoose} />
      </details>
    </Panel>
  );
}
