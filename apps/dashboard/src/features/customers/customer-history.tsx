import type { CustomerHappening } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { IconArrowForwardUp, IconFolderOpen, IconMessage2, IconPhone, type Icon } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import classes from './customer-page.module.css';
import { historyQuery } from './customers-query';

const SIGNS: Readonly<Record<CustomerHappening['kind'], Icon>> = {
  message: IconMessage2,
  answer: IconArrowForwardUp,
  call: IconPhone,
  case: IconFolderOpen,
};

/** What was said and done on all channels, the newest first. */
export function CustomerHistory({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(historyQuery(customerId));
  const happenings = query.data?.pages.flatMap((page) => page.items);
  if (happenings === undefined)
    return query.isError ? (
      <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <div role="status" aria-label={t('state.loading')}>
        <Skeleton height={120} radius="md" />
      </div>
    );
  if (happenings.length === 0) return <p className={classes.dim}>{t('customers.history.empty')}</p>;
  return (
    <>
      <ol className={classes.history} aria-label={t('customers.history.title')}>
        {happenings.map((happening) => (
          <Happening key={`${happening.kind}${happening.id}`} happening={happening} />
        ))}
      </ol>
      {query.isFetchNextPageError && (
        <FailureNote
          error={query.error}
          onRetry={() => void query.fetchNextPage()}
          retrying={query.isFetchingNextPage}
        />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('customers.history.more')}
        </Button>
      )}
    </>
  );
}

function Happening({ happening }: { readonly happening: CustomerHappening }) {
  const { t } = useTranslation();
  const { kind, at, caseId, channel, subject, text, longer, by } = happening;
  const Sign = SIGNS[kind];
  return (
    <li className={classes.happening} data-kind={kind}>
      <Sign size={16} stroke={1.75} aria-hidden="true" className={classes.sign} />
      <div className={classes.what}>
        <p className={classes.dim}>
          <strong>{t(`customers.history.${kind}`)}</strong>
          {channel !== null && <span>{t(`channel.${channel}`)}</span>}
          {by !== null && <bdi>{by.name}</bdi>}
          <Instant at={at} />
          {caseId !== null && (
            <Link to="/cases/$caseId" params={{ caseId }} className={classes.link}>
              {t('customers.history.inCase', { id: caseId })}
            </Link>
          )}
        </p>
        {subject !== null && (
          <p className={classes.subject}>
            <bdi>{subject}</bdi>
          </p>
        )}
        {text !== '' && (
          <p className={classes.words} dir="auto">
            {text}
            {longer && ' …'}
          </p>
        )}
      </div>
    </li>
  );
}
