import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './insights-page.module.css';
import { useFigures } from './use-figures';

/** Messages by time with the unhappy ones among them; the table below says the same in figures. */
export function UnhappyChart({ view }: { readonly view: InsightsView }) {
  const { t } = useTranslation();
  const { locale } = useTimeStyle();
  const { count, share } = useFigures();
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
              {view.buckets.map(({ day, received, unhappy }) => (
                <tr key={day}>
                  <th scope="row">{dayName(day)}</th>
                  <td>{received === null ? '–' : count(received)}</td>
                  <td>{unhappy === null ? '–' : count(unhappy)}</td>
                  <td>{share(unhappy, received)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  );
}
