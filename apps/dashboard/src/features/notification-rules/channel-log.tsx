import type { ChannelDeliveryView, ChannelView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import { ChannelReplay } from './channel-replay';
import { DeliveredMatters } from './delivered-matters';
import classes from './rules-page.module.css';
import { deliveriesQuery, replayDelivery } from './rules-query';
import { useSaving } from './use-saving';

/** The last messages to a channel and what became of them. */
export function ChannelLog({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const query = useQuery(deliveriesQuery(channel.id));
  if (query.data === undefined) {
    return query.isError ? (
      <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <p role="status">{t('state.loading')}</p>
    );
  }
  if (query.data.items.length === 0) return <p className={classes.none}>{t('rules.log.none')}</p>;
  return (
    <>
      <ul className={classes.items}>
        {query.data.items.map((delivery) => (
          <Delivery key={delivery.id} channel={channel} delivery={delivery} />
        ))}
      </ul>
      <ChannelReplay channel={channel} />
    </>
  );
}

interface DeliveryProps {
  readonly channel: ChannelView;
  readonly delivery: ChannelDeliveryView;
}

function Delivery({ channel, delivery }: DeliveryProps) {
  const { t } = useTranslation();
  const { id, state, attempts, error, createdAt, nextTryAt } = delivery;
  const { saving } = useSaving(() => replayDelivery(channel.id, id));
  return (
    <li>
      <div className={classes.head}>
        <span>
          {t(`rules.log.state.${state}`)}: <DeliveredMatters delivery={delivery} />
        </span>
        <span className={classes.facts}>
          <Instant at={createdAt} />
          {attempts > 1 && ` · ${t('rules.log.attempts', { count: attempts })}`}
          {attempts > 0 && nextTryAt !== null && (
            <>
              {` · ${t('rules.log.next')} `}
              <Instant at={nextTryAt} />
            </>
          )}
        </span>
        {state === 'failed' && channel.state !== 'off' && (
          <Button size="compact-xs" variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('rules.log.again')}
          </Button>
        )}
      </div>
      {error !== null && <p className={classes.error}>{error}</p>}
    </li>
  );
}
