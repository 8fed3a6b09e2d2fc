import type { ChannelDeliveryView } from '@earshot/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

/** How many matters a message tells of, and the gravest of them with where they are looked at. */
export function DeliveredMatters({ delivery }: { readonly delivery: ChannelDeliveryView }) {
  const { t } = useTranslation();
  if (delivery.test) return t('rules.log.test');
  return (
    <>
      {t('rules.log.matters', { count: delivery.matters })}
      {delivery.about.map(({ event, caseId, source }, index) => (
        <Fragment key={index}>
          {` · ${t(`rules.event.${event}`)}`}
          {caseId !== null && (
            <>
              {', '}
              <Link to="/cases/$caseId" params={{ caseId }}>
                {t('rules.log.case', { id: caseId })}
              </Link>
            </>
          )}
          {source !== null && (
            <>
              {', '}
              <Link to="/sources/$sourceId" params={{ sourceId: source.id }}>
                <bdi>{source.name}</bdi>
              </Link>
            </>
          )}
        </Fragment>
      ))}
      {delivery.matters > delivery.about.length && delivery.about.length > 0 && ' · …'}
    </>
  );
}
