import type { SourceView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { isPushedKind } from '../../shared/sources/is-pushed-kind';
import { Instant } from '../../shared/time/instant';
import { useNow } from '../../shared/time/use-time';
import classes from './poll-times.module.css';

/** When the source was last read with success, and when it will be read again; of what is brought to us, that it is. */
export function PollTimes({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  if (isPushedKind(source.kind)) return <p className={classes.times}>{t('source.brought')}</p>;
  return (
    <dl className={classes.times}>
      <div>
        <dt>{t('source.lastSuccess')}</dt>
        <dd>
          {source.lastSuccessAt === null ? t('source.never') : <Instant at={source.lastSuccessAt} as="relative" />}
        </dd>
      </div>
      <div>
        <dt>{t('source.nextPoll')}</dt>
        <dd>
          {source.state === 'paused' ? (
            t('source.notWhilePaused')
          ) : (
            <NextPoll at={source.health.held?.until ?? source.nextPollAt} />
          )}
        </dd>
      </div>
    </dl>
  );
}

function NextPoll({ at }: { readonly at: string }) {
  const { t } = useTranslation();
  const now = useNow();
  return Date.parse(at) <= now.getTime() ? t('source.now') : <Instant at={at} as="relative" />;
}
