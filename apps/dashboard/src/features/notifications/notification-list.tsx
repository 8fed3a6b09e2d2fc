import type { NotificationView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import {
  IconAlarm,
  IconAlertOctagonFilled,
  IconBellZ,
  IconClock,
  IconHeartBroken,
  IconKey,
  IconMailOff,
  IconMessageOff,
  IconPlug,
  IconPlugConnectedX,
  IconTrendingUp,
  IconVolumeOff,
  type Icon,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import classes from './notification-list.module.css';
import { notificationsQuery, useMarkRead } from './notifications-query';

const ICONS: Record<NotificationView['event'], Icon> = {
  warning: IconClock,
  overdue: IconAlarm,
  promise_broken: IconHeartBroken,
  at_once: IconAlertOctagonFilled,
  snooze_ended: IconBellZ,
  source_trouble: IconPlugConnectedX,
  source_recovered: IconPlug,
  source_silent: IconVolumeOff,
  credentials_expiring: IconKey,
  spike: IconTrendingUp,
  digest_paused: IconMailOff,
  channel_disabled: IconMessageOff,
};

/** What the reader was told, newest first; opening a case marks it read. */
export function NotificationList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(notificationsQuery);
  const mark = useMarkRead();
  const panel = useRef<HTMLDivElement>(null);
  const markAll = (): void => {
    mark.mutate({ all: true });
    // The button goes away with the last unread one; the keyboard stays in the list.
    panel.current?.focus();
  };
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = query.data?.pages[0]?.unread ?? 0;
  return (
    <div ref={panel} className={classes.panel} tabIndex={-1}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('notifications.title')}</h2>
        {unread > 0 && (
          <Button size="compact-xs" variant="default" onClick={markAll}>
            {t('notifications.markAll')}
          </Button>
        )}
      </header>
      {query.isError && query.data === undefined ? (
        <div className={classes.note}>
          <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        </div>
      ) : query.data === undefined ? (
        <p className={classes.note} role="status">
          {t('state.loading')}
        </p>
      ) : items.length === 0 ? (
        <p className={classes.note}>{t('notifications.empty')}</p>
      ) : (
        <ol className={classes.items}>
          {items.map((item) => (
            <li key={item.id} className={classes.item} data-unread={item.readAt === null}>
              <Told
                item={item}
                onOpen={() => {
                  if (item.readAt === null) mark.mutate({ ids: [item.id] });
                  onClose();
                }}
              />
            </li>
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          m={8}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('notifications.more')}
        </Button>
      )}
    </div>
  );
}

function Told({ item, onOpen }: { readonly item: NotificationView; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { event, detail, severity, case: about, createdAt, readAt, mail } = item;
  const Shape = ICONS[event];
  const body = (
    <>
      <span className={classes.icon} data-severity={severity} data-event={event}>
        <Shape size={16} stroke={1.9} aria-hidden="true" />
      </span>
      <span className={classes.words}>
        <span className={classes.what}>
          {t(`notifications.event.${event}`, { task: t(`task.${detail.taskKind ?? 'answer'}`) })}
          {readAt === null && <span className="visually-hidden">, {t('notifications.new')}</span>}
        </span>
        {about !== null && (
          <span className={classes.about}>
            <bdi>{about.customer ?? about.subject}</bdi>
            {about.customer !== null && about.subject !== null && (
              <>
                {': '}
                <bdi>{about.subject}</bdi>
              </>
            )}
          </span>
        )}
        {detail.cases !== undefined && (
          <span className={classes.about}>{t('notifications.cases', { count: detail.cases })}</span>
        )}
        {detail.source !== undefined && (
          <span className={classes.about}>
            <bdi>{detail.source.name}</bdi>
            {detail.reason !== undefined && (
              <>
                {': '}
                <bdi>{detail.reason}</bdi>
              </>
            )}
          </span>
        )}
        {detail.spike !== undefined && (
          <span className={classes.about}>
            <bdi>
              {detail.spike.kind === 'topic' ? t(`topic.${detail.spike.what as 'delivery'}`) : detail.spike.what}
            </bdi>
            {`: ${detail.spike.count}`}
          </span>
        )}
        {detail.digest !== undefined && (
          <span className={classes.about}>
            <bdi>{detail.digest.reader}</bdi>
          </span>
        )}
        {detail.channel !== undefined && (
          <span className={classes.about}>
            <bdi>{detail.channel.name}</bdi>
            {': '}
            <bdi>{detail.reason}</bdi>
          </span>
        )}
        {mail.state === 'failed' && (
          <span className={classes.failed}>{t('notifications.mailFailed', { error: mail.error ?? '' })}</span>
        )}
        <Instant at={createdAt} as="relative" className={classes.when} />
      </span>
    </>
  );
  if (detail.source !== undefined) {
    return (
      <Link to="/sources/$sourceId" params={{ sourceId: detail.source.id }} className={classes.told} onClick={onOpen}>
        {body}
      </Link>
    );
  }
  if (detail.channel !== undefined) {
    return (
      <Link to="/rules" hash={`channel-${detail.channel.id}`} className={classes.told} onClick={onOpen}>
        {body}
      </Link>
    );
  }
  if (detail.cases !== undefined) {
    return (
      <Link to="/alerts" className={classes.told} onClick={onOpen}>
        {body}
      </Link>
    );
  }
  if (about === null) return <div className={classes.told}>{body}</div>;
  return (
    <Link to="/cases/$caseId" params={{ caseId: about.id }} className={classes.told} onClick={onOpen}>
      {body}
    </Link>
  );
}
