import type { CalendarFeed, OpenedCalendarFeed } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../shared/api/request';
import { ToldOnce } from '../../shared/secret/told-once';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { showOutcome } from '../../shared/states/toasts';
import { Instant } from '../../shared/time/instant';
import classes from './tokens-page.module.css';

const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: ({ signal }) => request<CalendarFeed>('GET', '/session/calendar', { signal }),
});

/** The reader's deadlines in their own calendar program, at an address that is a key. */
export function CalendarPanel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery(calendarQuery);
  const [told, setTold] = useState<string | null>(null);
  const show = (since: string | null): void => {
    queries.setQueryData(calendarQuery.queryKey, { since });
  };
  const open = useMutation({
    mutationFn: () => request<OpenedCalendarFeed>('PUT', '/session/calendar'),
    onSuccess: ({ url, since }) => {
      setTold(url);
      show(since);
    },
  });
  const close = useMutation({
    mutationFn: () => request<void>('DELETE', '/session/calendar'),
    onSuccess: () => {
      show(null);
      showOutcome({ text: t('tokens.calendar.ended') });
    },
  });
  const failed = [open, close].find(({ isError }) => isError);
  const since = query.data?.since ?? null;
  return (
    <Panel title={t('tokens.calendar.title')}>
      <p className={classes.lead}>{t('tokens.calendar.means')}</p>
      {query.data !== undefined ? (
        <>
          {since !== null && (
            <p className={classes.lead}>
              {t('tokens.calendar.since')} <Instant at={since} />
            </p>
          )}
          <div className={classes.tools}>
            <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
              {since === null ? t('tokens.calendar.make') : t('tokens.calendar.renew')}
            </Button>
            {since !== null && (
              <Button variant="default" loading={close.isPending} onClick={() => close.mutate()}>
                {t('tokens.calendar.end')}
              </Button>
            )}
          </div>
          {failed !== undefined && (
            <FailureNote error={failed.error} retrying={failed.isPending} onRetry={() => failed.mutate()} />
          )}
        </>
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={36} role="status" aria-label={t('state.loading')} />
      )}
      {told !== null && (
        <ToldOnce
          title={t('tokens.calendar.address')}
          text={t('tokens.calendar.told')}
          secret={told}
          copy={t('tokens.told.copy')}
          copied={t('tokens.told.copied')}
          done={t('tokens.told.done')}
          onClose={() => setTold(null)}
        />
      )}
    </Panel>
  );
}
