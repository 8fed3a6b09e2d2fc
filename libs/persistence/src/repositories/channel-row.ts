import { hostOnly, type ChannelTrouble, type NotificationChannel } from '@earshot/domain';
import type { Row } from './sql.js';

/** Everything of a channel (`c`) but its sealed address. */
export const CHANNEL = `c.id, c.kind, c.name, c.host, c.language, c.zone, c.shows_customers, c.every_minutes,
  c.disabled_at, c.disabled_reason, c.old_key_until, c.created_at`;

/**
 * What keeps messages of the channel (`c`) from getting through (`t`): those that were tried and wait for another attempt,
 * and tests that failed since something was taken last. What was kept while the channel was off is no trouble of its own.
 */
export const TROUBLE = `left join lateral (
    select min(d.created_at) as since, min(d.next_try_at) as next_try_at,
      (array_agg(d.error order by d.id desc))[1] as reason
    from notification_deliveries d where d.channel_id = c.id and d.error is not null
      and (d.state = 'waiting' and d.attempts > 0
        or d.test and d.state = 'failed' and d.attempts > 0 and not exists (
          select from notification_deliveries s
          where s.channel_id = c.id and s.state = 'sent' and s.settled_at >= d.settled_at))) t on true`;

/** The columns of `t`, to be selected beside those of the channel. */
export const TROUBLE_COLUMNS =
  't.since as trouble_since, t.reason as trouble_reason, t.next_try_at as trouble_next_try_at';

export function troubleOf(row: Row): ChannelTrouble | null {
  if (row.trouble_since === null) return null;
  return {
    since: row.trouble_since as Date,
    reason: hostOnly(row.trouble_reason as string),
    nextTryAt: row.trouble_next_try_at as Date | null,
  };
}

export function channelOf(row: Row): NotificationChannel {
  return {
    id: row.id as string,
    kind: row.kind as NotificationChannel['kind'],
    name: row.name as string,
    host: row.host as string,
    language: row.language as string,
    zone: row.zone as string,
    showsCustomers: row.shows_customers as boolean,
    everyMinutes: row.every_minutes as number,
    disabledAt: row.disabled_at as Date | null,
    disabledReason: row.disabled_reason === null ? null : hostOnly(row.disabled_reason as string),
    oldKeyUntil: row.old_key_until as Date | null,
    createdAt: row.created_at as Date,
  };
}
