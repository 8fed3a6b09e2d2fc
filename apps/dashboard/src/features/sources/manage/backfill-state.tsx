import type { BackfillView } from '@earshot/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../shared/states/panel';
import { formatDay } from '../../../shared/time/format';
import { Instant } from '../../../shared/time/instant';
import { useTimeStyle } from '../../../shared/time/use-time';
import { Ledger } from '../ledger';
import classes from '../source-page.module.css';
import { backfillQuery } from './manage-queries';

/** While it runs nobody tells us of every page. */
const LOOK_AGAIN_MS = 3_000;

/** How the backfill that was asked for last has gone; nothing where none was. */
export function BackfillState({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const query = useQuery({
    ...backfillQuery(sourceId),
    refetchInterval: ({ state }) => (/waiting|running/.test(state.data?.backfill?.state ?? '') ? LOOK_AGAIN_MS : false),
  });
  const backfill = query.data?.backfill ?? null;
  if (backfill === null) return null;
  return (
    <Panel title={t('manage.backfill.since', { day: formatDay(backfill.from.slice(0, 10), style) })}>
      <p className={classes.lead} role="status">
        {t(`manage.backfill.state.${backfill.state}`)}
      </p>
      {backfill.reason !== null && <p className={classes.missing}>{backfill.reason}</p>}
      <Ledger ledger={backfill.ledger} />
      <Missing backfill={backfill} />
    </Panel>
  );
}

/** The gap that it closed, or that there was none: only at its end can that be said. */
function Missing({ backfill: { state, missing } }: { readonly backfill: BackfillView }) {
  const { t } = useTranslation();
  const { messages, earliest, latest } = missing;
  if (messages === 0) return state === 'done' && <p className={classes.missing}>{t('manage.backfill.complete')}</p>;
  return (
    <p className={classes.missing}>
      {t('manage.backfill.missing', { count: messages })} {earliest !== null && <Instant at={earliest} />}
      {latest !== null && latest !== earliest && (
        <>
          {' – '}
          <Instant at={latest} />
        </>
      )}
    </p>
  );
}
