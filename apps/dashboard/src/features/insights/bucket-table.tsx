import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { daysBefore } from '../../shared/time/day-bounds';
import type { Chosen } from './figure-tiles';
import classes from './insights-page.module.css';
import { narrowed } from './narrowed-query';
import { useFigures } from './use-figures';

interface BucketTableProps {
  readonly view: InsightsView;
  readonly dayName: (day: string) => string;
  readonly onChoose: (chosen: Chosen) => void;
}

/** The chart in figures; those of unhappy messages lead to their cases. */
export function BucketTable({ view, dayName, onChoose }: BucketTableProps) {
  const { t } = useTranslation();
  const { count, share } = useFigures();
  const { buckets, period, cases } = view;
  const queryOf = (index: number): string => {
    const [bucket, next] = [buckets[index], buckets[index + 1]];
    const to = next === undefined ? period.to : daysBefore(next.day, 1);
    return narrowed(cases.unhappy, { from: bucket?.day ?? period.from, to });
  };
  return (
    <div className={classes.tableFrame} tabIndex={0} role="region" aria-label={t('insights.chart')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('insights.day')}</th>
            <th scope="col">{t('insights.received')}</th>
            <th scope="col">{t('insights.unhappyCount')}</th>
            <th scope="col">{t('insights.share')}</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ day, received, unhappy }, index) => (
            <tr key={day}>
              <th scope="row">{dayName(day)}</th>
              <td>{count(received ?? 0)}</td>
              <td>
                <button
                  type="button"
                  className={classes.cell}
                  title={t('insights.showCases', { figure: dayName(day) })}
                  onClick={() => onChoose({ title: dayName(day), query: queryOf(index) })}
                >
                  {count(unhappy ?? 0)}
                </button>
              </td>
              <td>{share(unhappy, received)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
