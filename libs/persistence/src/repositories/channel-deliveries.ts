import {
  channelEndReason,
  operators,
  SEVERITIES,
  type ClaimedDelivery,
  type DeliveryOutcome,
  type NotificationToTell,
  type Settling,
} from '@earshot/domain';
import { CHANNEL, channelOf } from './channel-row.js';
import { notificationDetail } from './notification-detail.js';
import type { Row, Sql } from './sql.js';
import { colleagues, tellMatters } from './tell-matters.js';

/** See `NotificationChannelStore.claim`. */
export async function claimDelivery(sql: Sql, at: Date, leaseMs: number): Promise<ClaimedDelivery | null> {
  // The channel's own lock keeps two workers from sending to it at once: services count by channel. It is of the kind that
  // a transaction which is making further messages does not hold up.
  const [row] = await sql.query(
    `select d.id as delivery_id, d.uid, d.test, d.attempts, d.created_at as asked_at, c.sealed, ${CHANNEL}
     from notification_deliveries d join notification_channels c on c.id = d.channel_id
     where d.state = 'waiting' and d.next_try_at <= $1 and c.next_send_at <= $1 and (c.disabled_at is null or d.test)
     order by d.next_try_at, d.id limit 1 for no key update of d, c skip locked`,
    [at],
  );
  if (row === undefined) return null;
  const leased = new Date(at.getTime() + leaseMs);
  await sql.query('update notification_deliveries set attempts = attempts + 1, next_try_at = $2 where id = $1', [
    row.delivery_id,
    leased,
  ]);
  await sql.query('update notification_channels set next_send_at = $2 where id = $1', [row.id, leased]);
  return {
    id: row.delivery_id as string,
    uid: row.uid as string,
    test: row.test as boolean,
    attempt: (row.attempts as number) + 1,
    createdAt: row.asked_at as Date,
    channel: channelOf(row),
    sealed: row.sealed as Buffer,
    matters: await mattersOf(sql, row.delivery_id as string),
  };
}

async function mattersOf(sql: Sql, deliveryId: string): Promise<NotificationToTell[]> {
  const rows = await sql.query(
    `select m.id, m.event, m.severity, m.detail, m.at, m.case_id, c.subject,
       coalesce(k.name, f.author_name, f.author_address, f.author_handle) as customer
     from notification_delivery_matters d join notification_matters m on m.id = d.matter_id
       left join cases c on c.id = m.case_id left join customers k on k.id = c.customer_id
       left join messages f on f.id = c.flagged_message_id
     where d.delivery_id = $1 order by array_position($2::text[], m.severity) desc, m.id`,
    [deliveryId, SEVERITIES],
  );
  return rows.map((row: Row) => ({
    id: row.id as string,
    event: row.event as NotificationToTell['event'],
    severity: row.severity as NotificationToTell['severity'],
    detail: notificationDetail(row.detail),
    createdAt: row.at as Date,
    caseId: row.case_id as string | null,
    subject: row.subject as string | null,
    customer: row.customer as string | null,
  }));
}

/** Writes what came of an attempt, unless the lease was lost and somebody else has taken it since. */
export async function settleDelivery(
  sql: Sql,
  { id, attempt, channel }: ClaimedDelivery,
  outcome: DeliveryOutcome,
  { at, paceMs, mail }: Settling,
): Promise<void> {
  const again = outcome.kind === 'again' ? outcome : null;
  const error = outcome.kind === 'sent' ? null : reasonOf(outcome);
  const settled = await sql.query(
    `update notification_deliveries set state = $3, error = $4, next_try_at = $5, settled_at = $6
     where id = $1 and attempts = $2 and state = 'waiting' returning id`,
    [
      id,
      attempt,
      again !== null ? 'waiting' : outcome.kind === 'sent' ? 'sent' : 'failed',
      error,
      again?.at ?? null,
      again === null ? at : null,
    ],
  );
  if (settled.length === 0) return;
  const rests = again?.channelRestsUntil ?? new Date(at.getTime() + paceMs);
  await sql.query('update notification_channels set next_send_at = $2 where id = $1', [channel.id, rests]);
  if (outcome.kind !== 'ended') return;
  const ended = await sql.query(
    'update notification_channels set disabled_at = $2, disabled_reason = $3 where id = $1 and disabled_at is null returning id',
    [channel.id, at, error],
  );
  await keepWaiting(sql, channel.id, reasonOf(outcome), at);
  if (ended.length === 0) return;
  const matter = {
    event: 'channel_disabled' as const,
    severity: 'high' as const,
    caseId: null,
    escalationId: null,
    detail: { channel: { id: channel.id, name: channel.name }, ended: outcome.end, reason: outcome.error },
    userIds: operators(await colleagues(sql)),
  };
  await tellMatters(sql, [matter], at, mail);
}

function reasonOf(outcome: Exclude<DeliveryOutcome, { kind: 'sent' }>): string {
  return outcome.kind === 'ended' ? channelEndReason(outcome.end, outcome.error) : outcome.error;
}

/** What waits for a channel that is switched off is kept, for a person to send again. */
export async function keepWaiting(sql: Sql, channelId: string, reason: string, at: Date): Promise<void> {
  await sql.query(
    `update notification_deliveries set state = 'failed', error = $2, next_try_at = null, settled_at = $3
     where channel_id = $1 and state = 'waiting'`,
    [channelId, reason, at],
  );
}
