import type { ChannelView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import classes from './rules-page.module.css';

/** Why a channel hears nothing, since when, and when it is tried again; nothing while it is healthy. */
export function ChannelTrouble({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const { state, since, nextTryAt } = channel;
  if (state === 'healthy' || since === null) return null;
  const reason = channel.reason ?? '';
  return (
    <>
      <p className={classes.error}>
        {state === 'off' ? t('rules.channels.off', { reason }) : t('rules.channels.failing', { reason })}
      </p>
      <p className={classes.when}>
        {t('rules.channels.since')} <Instant at={since} />
        {nextTryAt !== null && (
          <>
            {` · ${t('rules.log.next')} `}
            <Instant at={nextTryAt} />
          </>
        )}
      </p>
    </>
  );
}
