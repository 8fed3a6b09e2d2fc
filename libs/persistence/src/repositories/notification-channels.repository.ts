import {
  Conflict,
  hostOnly,
  NotFound,
  NotificationChannelStore,
  type ChannelChange,
  type ChannelDelivery,
  type ClaimedDelivery,
  type DeliveryOutcome,
  type DeliveryState,
  type NewChannel,
  type NotificationRule,
  type PastMatter,
  type Settling,
  type WatchedChannel,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { claimDelivery, keepWaiting, settleDelivery } from './channel-deliveries.js';
import { ABOUT } from './delivered-matters.js';
import { CHANNEL, channelOf, TROUBLE, TROUBLE_COLUMNS, troubleOf } from './channel-row.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import { changedRule, insertRule, requireKnown, RULE } from './notification-rule-row.js';
import type { Row, Sql } from './sql.js';
import { isUniqueViolation } from './unique-violation.js';

const CHANNEL_NAME = { constraint: 'notification_channels_name', what: 'channel' };
const RULE_NAME = { constraint: 'notification_rules_name', what: 'rule' };
/** A name has at most 100 characters; so many leave room for a number behind it. */
const NAME_WITH_NUMBER = 75;

export class PostgresNotificationChannelStore extends NotificationChannelStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async channels(): Promise<readonly WatchedChannel[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select ${CHANNEL}, ${TROUBLE_COLUMNS} from notification_channels c ${TROUBLE} order by lower(c.name), c.id`,
    );
    return rows.map((row) => ({ ...channelOf(row), trouble: troubleOf(row) }));
  }

  async channel(id: string): Promise<WatchedChannel & { readonly sealed: Uint8Array }> {
    const [row] = await this.dataSource.query<Row[]>(
      `select ${CHANNEL}, ${TROUBLE_COLUMNS}, c.sealed from notification_channels c ${TROUBLE} where c.id = $1`,
      [id],
    );
    if (row === undefined) throw new NotFound('Channel', id);
    return { ...channelOf(row), trouble: troubleOf(row), sealed: row.sealed as Buffer };
  }

  async add(channel: NewChannel, rule: Omit<NotificationRule, 'id' | 'channelIds'>, at: Date): Promise<string> {
    return refusedWhenTaken(CHANNEL_NAME, channel.name, () =>
      this.changing(async (sql) => {
        const [added] = await sql.query(
          `insert into notification_channels
             (kind, name, host, sealed, language, zone, shows_customers, every_minutes, next_send_at, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning id`,
          [
            channel.kind,
            channel.name,
            channel.host,
            Buffer.from(channel.sealed),
            channel.language,
            channel.zone,
            channel.showsCustomers,
            channel.everyMinutes,
            at,
          ],
        );
        const id = added!.id as string;
        await insertRule(sql, { ...rule, name: await freeRuleName(sql, rule.name, id), channelIds: [id] });
        return id;
      }),
    );
  }

  async change(id: string, { manner, address, keys, disabled }: ChannelChange): Promise<void> {
    const change = (): Promise<void> =>
      this.changing(async (sql) => {
        const seal = keys ?? address;
        const found = await sql.query(
          `update notification_channels set name = coalesce($2, name), language = coalesce($3, language),
             zone = coalesce($4, zone), shows_customers = coalesce($5, shows_customers),
             every_minutes = coalesce($6, every_minutes), host = coalesce($7, host), sealed = coalesce($8, sealed),
             old_key_until = case when $9 then $10 else old_key_until end,
             disabled_at = case when $11 then $12 else disabled_at end,
             disabled_reason = case when $11 then $13 else disabled_reason end
           where id = $1 and ($14::bytea is null or sealed = $14) returning id`,
          [
            id,
            manner?.name ?? null,
            manner?.language ?? null,
            manner?.zone ?? null,
            manner?.showsCustomers ?? null,
            manner?.everyMinutes ?? null,
            address?.host ?? null,
            seal === undefined ? null : Buffer.from(seal.sealed),
            keys !== undefined,
            keys?.oldKeyUntil ?? null,
            disabled !== undefined,
            disabled?.at ?? null,
            disabled?.reason ?? null,
            seal === undefined ? null : Buffer.from(seal.found),
          ],
        );
        if (found.length === 0) await refusedChange(sql, id);
        if (disabled !== undefined && disabled !== null) await keepWaiting(sql, id, disabled.reason, disabled.at);
      });
    await (manner === undefined ? change() : refusedWhenTaken(CHANNEL_NAME, manner.name, change));
  }

  async remove(id: string): Promise<void> {
    await this.changing(async (sql) => {
      const found = await sql.query('delete from notification_channels where id = $1 returning id', [id]);
      if (found.length === 0) throw new NotFound('Channel', id);
      await sql.query(
        `delete from notification_rules where channel_ids = array[$1::bigint] and roles = '{}' and user_ids = '{}'`,
        [id],
      );
      await sql.query(
        'update notification_rules set channel_ids = array_remove(channel_ids, $1::bigint) where $1 = any(channel_ids)',
        [id],
      );
    });
  }

  async rules(): Promise<readonly NotificationRule[]> {
    return this.dataSource.query<NotificationRule[]>(
      `select ${RULE} from notification_rules r order by lower(r.name), r.id`,
    );
  }

  async requireKnown(rule: Pick<NotificationRule, 'sourceIds' | 'channelIds' | 'userIds'>): Promise<void> {
    await inTransaction(this.dataSource, (sql) => requireKnown(sql, rule));
  }

  async addRule(rule: Omit<NotificationRule, 'id'>): Promise<string> {
    return refusedWhenTaken(RULE_NAME, rule.name, () => this.changing((sql) => insertRule(sql, rule)));
  }

  async changeRule(rule: NotificationRule): Promise<void> {
    await refusedWhenTaken(RULE_NAME, rule.name, () => this.changing((sql) => changedRule(sql, rule)));
  }

  async removeRule(id: string): Promise<void> {
    await this.changing(async (sql) => {
      const found = await sql.query('delete from notification_rules where id = $1 returning id', [id]);
      if (found.length === 0) throw new NotFound('Rule', id);
    });
  }

  async pastMatters(since: Date, limit: number): Promise<readonly PastMatter[]> {
    return this.dataSource.query<PastMatter[]>(
      `select id, event, severity, case_id as "caseId", null as "escalationId", source_id as "sourceId", detail, at
       from notification_matters where at >= $1 order by at desc, id desc limit $2`,
      [since, limit],
    );
  }

  async addTest(channelId: string, at: Date): Promise<void> {
    await this.changing(async (sql) => {
      const added = await sql.query(
        `insert into notification_deliveries (channel_id, uid, test, created_at, next_try_at)
         select id, gen_random_uuid(), true, $2, $2 from notification_channels where id = $1 returning id`,
        [channelId, at],
      );
      if (added.length === 0) throw new NotFound('Channel', channelId);
    });
  }

  async deliveries(
    channelId: string,
    { state, after, limit }: { state: DeliveryState | null; after: string | null; limit: number },
  ): Promise<{ items: readonly ChannelDelivery[]; next: string | null }> {
    const rows = await this.dataSource.query<ChannelDelivery[]>(
      `select d.id, d.state, d.test, d.attempts, d.error, d.created_at as "createdAt", d.next_try_at as "nextTryAt",
         d.settled_at as "settledAt",
         (select count(*)::int from notification_delivery_matters m where m.delivery_id = d.id) as matters,
         ${ABOUT} as about
       from notification_deliveries d where d.channel_id = $1 and ($2::text is null or d.state = $2)
         and ($3::bigint is null or d.id < $3) order by d.id desc limit $4`,
      [channelId, state, after, limit + 1],
    );
    const items = rows
      .slice(0, limit)
      .map((row) => ({ ...row, error: row.error === null ? null : hostOnly(row.error) }));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async replay(channelId: string, which: { since: Date } | { id: string }, at: Date): Promise<number> {
    return this.changing(async (sql) => {
      // Whoever switches it off meanwhile waits, and finds among what waits what is sent again here.
      const [channel] = await sql.query('select disabled_at from notification_channels where id = $1 for share', [
        channelId,
      ]);
      if (channel === undefined) throw new NotFound('Channel', channelId);
      if (channel.disabled_at !== null) throw new Conflict('The channel is off: switch it on first');
      const again = await sql.query(
        `update notification_deliveries set state = 'waiting', attempts = 0, error = null, replayed_at = $4,
           next_try_at = $4, settled_at = null
         where channel_id = $1 and ($2::bigint is null or id = $2) and ($3::timestamptz is null or created_at >= $3)
           and state = case when $2 is null then 'failed' else state end and state <> 'waiting' returning id`,
        [channelId, 'id' in which ? which.id : null, 'since' in which ? which.since : null, at],
      );
      return again.length;
    });
  }

  async claim(at: Date, leaseMs: number): Promise<ClaimedDelivery | null> {
    return inTransaction(this.dataSource, (sql) => claimDelivery(sql, at, leaseMs));
  }

  async settle(delivery: ClaimedDelivery, outcome: DeliveryOutcome, settling: Settling): Promise<void> {
    await this.changing((sql) => settleDelivery(sql, delivery, outcome, settling));
  }

  async forget(before: Date): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const gone = await sql.query(
        `delete from notification_deliveries where state <> 'waiting' and created_at < $1 returning id`,
        [before],
      );
      await sql.query(
        `delete from notification_matters m where at < $1
           and not exists (select from notification_delivery_matters d where d.matter_id = m.id)`,
        [before],
      );
      return gone.length;
    });
  }

  /** What is seen on open dashboards changes with it. */
  private async changing<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, async (sql) => {
      const result = await work(sql);
      await new ChangesRepository(sql).announce({ topics: ['notifications'] });
      return result;
    });
  }
}

/** @throws NotFound, Conflict when its address or keys were changed since they were read */
async function refusedChange(sql: Sql, id: string): Promise<never> {
  const [found] = await sql.query('select id from notification_channels where id = $1', [id]);
  if (found === undefined) throw new NotFound('Channel', id);
  throw new Conflict('Somebody else has just changed the address or the key of this channel: look again, then decide');
}

/** The rule of a new channel goes by the channel's name, unless another has it. */
async function freeRuleName(sql: Sql, name: string, channelId: string): Promise<string> {
  const taken = await sql.query('select id from notification_rules where name = $1', [name]);
  return taken.length === 0 ? name : `${name.slice(0, NAME_WITH_NUMBER)} (${channelId})`;
}

/** @param constraint that a taken name breaks @throws Conflict */
async function refusedWhenTaken<Result>(
  { constraint, what }: { readonly constraint: string; readonly what: string },
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, constraint)) throw error;
    throw new Conflict(`There is a ${what} called '${name}' already`, { cause: error });
  }
}
