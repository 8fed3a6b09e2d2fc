import { randomUUID } from 'node:crypto';
import type { ChannelKind, Matter, TransactionHandle } from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import { newIds } from './sql.js';

/** What else happens in this time stands in the same message of a chat. Milliseconds. */
const GATHER_MS = 5_000;
/** More than this in one message to a chat is another message. */
const MOST_IN_ONE = 500;

interface Handed {
  readonly channelId: string;
  readonly matter: Matter & { readonly id: string };
}

interface Receiving {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly everyMinutes: number;
  readonly disabledReason: string | null;
}

/**
 * Makes the messages to channels. A webhook gets one for each matter; a chat gets one for all that gathers until it is
 * due, and a critical matter makes it due at once. What a message holds is settled when it is first taken to be sent. Of a
 * channel that is switched off it is kept as failed, for a person to send later.
 */
export async function handToChannels(sql: TransactionHandle, handed: readonly Handed[], at: Date): Promise<void> {
  if (handed.length === 0) return;
  const rows = await sql.query(
    `select id, kind, every_minutes as "everyMinutes", disabled_reason as "disabledReason"
     from notification_channels where id = any($1::bigint[]) order by id`,
    [[...new Set(handed.map(({ channelId }) => channelId))]],
  );
  for (const channel of rows as unknown as Receiving[]) {
    const matters = handed.filter(({ channelId }) => channelId === channel.id).map(({ matter }) => matter);
    if (channel.kind === 'webhook')
      await newMessages(
        sql,
        channel,
        matters.map((matter) => [matter]),
        at,
        at,
      );
    else await gather(sql, channel, matters, at);
  }
}

async function gather(
  sql: TransactionHandle,
  channel: Receiving,
  matters: readonly Handed['matter'][],
  at: Date,
): Promise<void> {
  const soon = new Date(at.getTime() + GATHER_MS);
  const urgent = matters.some(({ severity }) => severity === 'critical');
  // A message that another transaction is adding to is left alone: two of them must never wait for each other.
  const [open] = await sql.query(
    `select d.id from notification_deliveries d
     where d.channel_id = $1 and d.state = 'waiting' and d.attempts = 0 and not d.test and $2::text is null
       and d.replayed_at is null
       and (select count(*) from notification_delivery_matters m where m.delivery_id = d.id) + $3 <= $4
     order by d.id limit 1 for update skip locked`,
    [channel.id, channel.disabledReason, matters.length, MOST_IN_ONE],
  );
  if (open === undefined) {
    const due = urgent ? soon : await afterTheLast(sql, channel, soon);
    await newMessages(sql, channel, inParts(matters), at, due);
    return;
  }
  await addMatters(
    sql,
    channel.id,
    matters.map((matter) => ({ matter, deliveryId: open.id as string })),
  );
  if (urgent) {
    await sql.query('update notification_deliveries set next_try_at = least(next_try_at, $2) where id = $1', [
      open.id,
      soon,
    ]);
  }
}

/** Not sooner than the channel's pause after its last message. */
async function afterTheLast(sql: TransactionHandle, { id, everyMinutes }: Receiving, soon: Date): Promise<Date> {
  const [row] = await sql.query(
    `select max(coalesce(settled_at, next_try_at)) + $2 * interval '1 minute' as due
     from notification_deliveries where channel_id = $1 and not test and state <> 'failed'`,
    [id, everyMinutes],
  );
  const due = row?.due;
  return everyMinutes > 0 && due instanceof Date && due > soon ? due : soon;
}

function inParts<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / MOST_IN_ONE) }, (_, part) =>
    items.slice(part * MOST_IN_ONE, (part + 1) * MOST_IN_ONE),
  );
}

async function newMessages(
  sql: TransactionHandle,
  { id: channelId, disabledReason }: Receiving,
  messages: readonly (readonly Handed['matter'][])[],
  at: Date,
  due: Date,
): Promise<void> {
  const ids = await newIds(sql, 'notification_deliveries', messages.length);
  const off = disabledReason !== null;
  await bulkInsert(
    sql,
    'notification_deliveries',
    {
      id: ['bigint', (id: string) => id],
      channel_id: ['bigint', () => channelId],
      uid: ['uuid', () => randomUUID()],
      state: ['text', () => (off ? 'failed' : 'waiting')],
      error: ['text', () => disabledReason],
      created_at: ['timestamptz', () => at],
      next_try_at: ['timestamptz', () => (off ? null : due)],
      settled_at: ['timestamptz', () => (off ? at : null)],
    },
    ids,
  );
  const held = messages.flatMap((matters, index) => matters.map((matter) => ({ matter, deliveryId: ids[index]! })));
  await addMatters(sql, channelId, held);
}

async function addMatters(
  sql: TransactionHandle,
  channelId: string,
  held: readonly { readonly matter: Handed['matter']; readonly deliveryId: string }[],
): Promise<void> {
  await bulkInsert(
    sql,
    'notification_delivery_matters',
    {
      channel_id: ['bigint', () => channelId],
      matter_id: ['bigint', ({ matter }) => matter.id],
      delivery_id: ['bigint', ({ deliveryId }) => deliveryId],
    },
    held,
  );
}
