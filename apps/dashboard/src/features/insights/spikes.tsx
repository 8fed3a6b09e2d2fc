import type { SpikePage, SpikeView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { request } from '../../shared/api/request';
import { deedFailure } from '../../shared/states/deed-failure';
import { Panel } from '../../shared/states/panel';
import { showFailure } from '../../shared/states/toasts';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import { formatDay, localDay } from '../../shared/time/format';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './insights-page.module.css';
import { spikesQuery } from './insights-query';
import { useFigures } from './use-figures';

/** What rises against its own rhythm, with what is usual beside it. */
export function Spikes() {
  const { t } = useTranslation();
  const query = useQuery(spikesQuery);
  if (query.isError)
    return <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  if (query.data === undefined) return null;
  const { items: spikes, learning } = query.data;
  return (
    <Panel title={t('insights.spikes.title')}>
      {spikes.length === 0 ? (
        <Quiet learning={learning} />
      ) : (
        <ul className={classes.spikes}>
          {spikes.map((spike) => (
            <li key={spike.id} className={classes.spike} data-over={spike.endedAt !== null}>
              <Spike spike={spike} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Calm is said only where a rise would have been noticed. */
function Quiet({ learning }: Pick<SpikePage, 'learning'>) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const text =
    learning === null
      ? t('insights.spikes.none')
      : learning.until === null
        ? t('insights.spikes.learningFromNothing')
        : t('insights.spikes.learning', { day: formatDay(localDay(new Date(learning.until), style), style) });
  return <p className={classes.none}>{text}</p>;
}

function Spike({ spike }: { readonly spike: SpikeView }) {
  const { t, i18n } = useTranslation();
  const { count, tenth } = useFigures();
  const queries = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => request('POST', `/spikes/${spike.id}/acknowledge`),
    onSuccess: () => queries.invalidateQueries({ queryKey: spikesQuery.queryKey }),
    onError: (error) => {
      const kind = failureKind(error);
      showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
  });
  const named = ({ kind, key, what }: Pick<SpikeView, 'kind' | 'key' | 'what'>) =>
    kind === 'topic' ? t(`topic.${key as 'delivery'}`) : what;
  const others = new Intl.ListFormat(i18n.language).format(spike.also.map(named));
  return (
    <>
      <span>
        {t('insights.spikes.line', {
          what: named(spike),
          count: spike.count,
          hours: count(spike.hours),
          usual: tenth(spike.usual),
        })}
      </span>
      <span className={classes.facts}>
        <Instant at={spike.startedAt} />
        {spike.also.length > 0 && <span>{t('insights.spikes.also', { what: others })}</span>}
        {spike.endedAt !== null && <span>{t('insights.spikes.over')}</span>}
        {spike.acknowledged !== null ? (
          <span>{t('insights.spikes.seenBy', { who: spike.acknowledged.by ?? t('messages.somebody') })}</span>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate()}
          >
            {t('insights.spikes.acknowledge')}
          </Button>
        )}
      </span>
    </>
  );
}
