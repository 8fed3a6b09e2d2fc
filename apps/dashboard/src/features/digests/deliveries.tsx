import type { DigestsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { formatDay } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './digests-page.module.css';

/** What was sent last and what became of it, newest first. */
export function Deliveries({ deliveries }: { readonly deliveries: DigestsView['deliveries'] }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  return (
    <Panel title={t('digests.deliveries.title')}>
      {deliveries.length === 0 ? (
        <p className={classes.none}>{t('digests.deliveries.none')}</p>
      ) : (
        <ul className={classes.deliveries}>
          {deliveries.map(({ id, edition, period, test, state, attempts, error, claimedAt, sentAt }) => (
            <li key={id}>
              <span className={classes.what}>
                {t(`digests.edition.${edition}`)}, {formatDay(period, style)}
                {test && ` (${t('digests.deliveries.test')})`}
              </span>
              <span className={classes.state} data-state={state}>
                {t(`digests.deliveries.state.${state}`)}
              </span>
              <span className={classes.facts}>
                <Instant at={sentAt ?? claimedAt} />
                {attempts > 1 && ` · ${t('digests.deliveries.attempts', { count: attempts })}`}
              </span>
              {error !== null && <span className={classes.error}>{error}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
