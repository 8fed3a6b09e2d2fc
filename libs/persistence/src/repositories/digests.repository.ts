import {
  Conflict,
  DIGEST_ROLES,
  DigestStore,
  NotFound,
  type ClaimedDigest,
  type DigestAction,
  type DigestAsk,
  type DigestDelivery,
  type DigestFacts,
  type DigestReader,
  type DigestSubscription,
  type DigestTiming,
  type HandOnMail,
  type TestedDigest,
  type StoredDigestSubscription,
  type TransactionHandle,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { digestFacts } from '../queries/digest-facts.js';
import { inSnapshot } from '../queries/in-snapshot.js';
import { ChangesRepository } from './changes.repository.js';
import { bouncedDigests, pauseReturned } from './digest-returns.js';
import { saveSubscription } from './digest-subscription.js';
import { digestReader, storedSubscription, SUBSCRIPTION } from './digest-subscription-row.js';
import { inTransaction } from './in-transaction.js';

/** The first half of the advisory locks' key; the second is the digest. */
const DIGEST_LOCKS = 7_402_363;

/** A link that was used is remembered for longer than any link is good. Days. */
const LINKS_REMEMBERED_DAYS = 30;

export class PostgresDigestStore extends DigestStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async subscribeManagers(localTime: string, nextAt: Date): Promise<number> {
    const added = await inTransaction(this.dataSource, (sql) =>
      sql.query(
        `insert into digest_subscriptions (user_id, local_time, next_at)
         select id, $1, $2 from users where role = 'manager' and disabled_at is null
           and not exists (select from digest_subscriptions where user_id = users.id)
         on conflict (user_id, edition) do nothing returning id`,
        [localTime, nextAt],
      ),
    );
    return added.length;
  }

  async claimDue(
    now: Date,
    decide: (reader: DigestReader) => { period: string | null; nextAt: Date },
    messageIdOf: (reader: DigestReader, period: string) => string,
    handOn: (digestId: string, transaction: TransactionHandle) => Promise<unknown>,
  ): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const rows = await sql.query(
        `select ${SUBSCRIPTION} from digest_subscriptions s join users u on u.id = s.user_id
         where s.enabled and s.paused_at is null and s.next_at <= $1 and u.disabled_at is null and u.role = any($2::text[])
         order by s.next_at limit 100 for update of s skip locked`,
        [now, DIGEST_ROLES],
      );
      let handedOn = 0;
      for (const reader of rows.map(digestReader)) {
        const { period, nextAt } = decide(reader);
        await sql.query('update digest_subscriptions set next_at = $2 where id = $1', [reader.subscriptionId, nextAt]);
        if (period === null) continue;
        const [made] = await sql.query(
          `insert into digests (subscription_id, period, state, message_id) values ($1, $2, 'claimed', $3)
           on conflict (subscription_id, period) where not test do nothing returning id`,
          [reader.subscriptionId, period, messageIdOf(reader, period)],
        );
        if (made === undefined) continue;
        await handOn(made.id as string, sql);
        handedOn += 1;
      }
      return handedOn;
    });
  }

  async take(digestId: string, transaction: TransactionHandle): Promise<ClaimedDigest | null> {
    // Not the row itself: a failure must be noted while this attempt's transaction is still open.
    const [lock] = await transaction.query('select pg_try_advisory_xact_lock($1, $2::bigint::int) as mine', [
      DIGEST_LOCKS,
      digestId,
    ]);
    if (lock?.mine !== true) throw new Conflict(`Digest ${digestId} is being sent by another worker`);
    const [row] = await transaction.query(
      `select d.id as digest_id, d.period::text, d.message_id, ${SUBSCRIPTION}
       from digests d join digest_subscriptions s on s.id = d.subscription_id join users u on u.id = s.user_id
       where d.id = $1 and d.state in ('claimed', 'failed') and u.disabled_at is null and s.enabled
         and s.paused_at is null and u.role = any($2::text[])`,
      [digestId, DIGEST_ROLES],
    );
    if (row === undefined) return null;
    return {
      id: row.digest_id as string,
      period: row.period as string,
      messageId: row.message_id as string,
      reader: digestReader(row),
    };
  }

  async markSent(digestId: string, at: Date, transaction: TransactionHandle): Promise<void> {
    await transaction.query(
      `update digests set state = 'sent', sent_at = $2, error = null, attempts = attempts + 1 where id = $1`,
      [digestId, at],
    );
  }

  async noteFailure(digestId: string, error: string): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await sql.query(`update digests set state = 'failed', attempts = attempts + 1, error = $2 where id = $1`, [
        digestId,
        error,
      ]);
      await new ChangesRepository(sql).announce({ topics: ['digests'] });
    });
  }

  async noteTest({ subscriptionId, period, messageId, state, error, at }: TestedDigest): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await sql.query(
        `insert into digests (subscription_id, period, state, message_id, test, attempts, error, claimed_at, sent_at)
         values ($1, $2, $3, $4, true, 1, $5, $6, case when $3 = 'sent' then $6::timestamptz end)
         on conflict (message_id) where test do update set state = excluded.state, error = excluded.error,
           sent_at = excluded.sent_at, attempts = digests.attempts + 1`,
        [subscriptionId, period, state, messageId, error, at],
      );
      await new ChangesRepository(sql).announce({ topics: ['digests'] });
    });
  }

  async refuse(
    digestId: string,
    reason: string,
    at: Date,
    transaction: TransactionHandle,
    mail: HandOnMail,
  ): Promise<void> {
    await pauseReturned(transaction, [{ digestId, state: 'refused', reason }], at, mail);
  }

  async takeBounces(at: Date, mail: HandOnMail): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const returned = await bouncedDigests(sql, at);
      await pauseReturned(sql, returned, at, mail);
      return returned.length;
    });
  }

  async reader(subscriptionId: string): Promise<DigestReader> {
    const [row] = await this.dataSource.query<Record<string, unknown>[]>(
      `select ${SUBSCRIPTION} from digest_subscriptions s join users u on u.id = s.user_id
       where s.id = $1 and u.disabled_at is null`,
      [subscriptionId],
    );
    if (row === undefined) throw new NotFound('Digest', subscriptionId);
    return digestReader(row);
  }

  async facts(ask: DigestAsk): Promise<DigestFacts> {
    return inSnapshot(this.dataSource, (sql) => digestFacts(sql, ask));
  }

  async subscriptions(userId: string | null): Promise<readonly StoredDigestSubscription[]> {
    const rows = await this.dataSource.query<Record<string, unknown>[]>(
      `select ${SUBSCRIPTION} from digest_subscriptions s join users u on u.id = s.user_id
       where (s.user_id = $1 or $1::bigint is null and u.role = any($2::text[])) and u.disabled_at is null
       order by u.name, u.id, array_position(array['daily', 'weekly', 'monthly'], s.edition)`,
      [userId, DIGEST_ROLES],
    );
    return rows.map(storedSubscription);
  }

  async save(
    userId: string,
    subscription: DigestSubscription,
    nextAt: (timing: DigestTiming) => Date,
  ): Promise<StoredDigestSubscription> {
    return inTransaction(this.dataSource, (sql) => saveSubscription(sql, userId, subscription, nextAt));
  }

  async deliveries(userId: string, limit: number): Promise<readonly DigestDelivery[]> {
    return this.dataSource.query<DigestDelivery[]>(
      `select d.id, s.edition, d.period::text, d.test, d.state, d.attempts, d.error, d.claimed_at as "claimedAt",
         d.sent_at as "sentAt"
       from digests d join digest_subscriptions s on s.id = d.subscription_id
       where s.user_id = $1 order by d.id desc limit $2`,
      [userId, limit],
    );
  }

  async unsubscribe(subscriptionId: string): Promise<void> {
    await this.dataSource.query('update digest_subscriptions set enabled = false where id = $1', [subscriptionId]);
  }

  async useLink(
    nonce: string,
    { userId, caseId, action, at }: { userId: string; caseId: string; action: DigestAction; at: Date },
  ): Promise<boolean> {
    return inTransaction(this.dataSource, async (sql) => {
      await sql.query(`delete from digest_links where used_at < $1::timestamptz - $2 * interval '1 day'`, [
        at,
        LINKS_REMEMBERED_DAYS,
      ]);
      const used = await sql.query(
        `insert into digest_links (nonce, user_id, case_id, action, used_at) values ($1, $2, $3, $4, $5)
         on conflict (nonce) do nothing returning nonce`,
        [nonce, userId, caseId, action, at],
      );
      return used.length > 0;
    });
  }

  async linkUsedAt(nonce: string): Promise<Date | null> {
    const [link] = await this.dataSource.query<{ usedAt: Date }[]>(
      'select used_at as "usedAt" from digest_links where nonce = $1',
      [nonce],
    );
    return link?.usedAt ?? null;
  }

  async releaseLink(nonce: string): Promise<void> {
    await this.dataSource.query('delete from digest_links where nonce = $1', [nonce]);
  }
}
