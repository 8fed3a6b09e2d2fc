import {
  Conflict,
  DigestStore,
  type ClaimedDigest,
  type DigestBounds,
  type DigestCase,
  type DigestCases,
  type DigestFacts,
  type DigestReader,
  type TransactionHandle,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Row, Sql } from './sql.js';

/** A digest names this many cases of a kind; the board has the rest. */
const SHOWN = 8;

/** The first half of the advisory locks' key; the second is the digest. */
const DIGEST_LOCKS = 7_402_363;

const READER = `s.id as subscription_id, u.email, u.name, u.language, u.zone, s.local_time, s.next_at`;
const OPEN_ANSWERS = `c.due_kind = 'answer' and c.due_at is not null`;

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
         on conflict (user_id) do nothing returning id`,
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
        `select ${READER} from digest_subscriptions s join users u on u.id = s.user_id
         where s.enabled and s.next_at <= $1 and u.disabled_at is null
         order by s.next_at limit 100 for update of s skip locked`,
        [now],
      );
      let handedOn = 0;
      for (const reader of rows.map(digestReader)) {
        const { period, nextAt } = decide(reader);
        await sql.query('update digest_subscriptions set next_at = $2 where id = $1', [reader.subscriptionId, nextAt]);
        if (period === null) continue;
        const [made] = await sql.query(
          `insert into digests (subscription_id, period, state, message_id) values ($1, $2, 'claimed', $3)
           on conflict (subscription_id, period) do nothing returning id`,
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
      `select d.id, d.period::text, d.message_id, ${READER}
       from digests d join digest_subscriptions s on s.id = d.subscription_id join users u on u.id = s.user_id
       where d.id = $1 and d.state <> 'sent' and u.disabled_at is null`,
      [digestId],
    );
    if (row === undefined) return null;
    return {
      id: row.id as string,
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

  async facts(bounds: DigestBounds): Promise<DigestFacts> {
    return inTransaction(this.dataSource, async (sql) => {
      // One snapshot, so that the figures of one mail agree with each other.
      await sql.query('set transaction isolation level repeatable read, read only');
      const { to, endOfToday } = bounds;
      const serious = `c.due_at > $1 and c.severity in ('high', 'critical')`;
      return {
        overdue: await cases(sql, 'c.due_at < $1', [to]),
        dueToday: await cases(sql, 'c.due_at >= $1 and c.due_at <= $2', [to, endOfToday]),
        serious: await cases(sql, serious, [endOfToday]),
        ...(await openFigures(sql)),
        ...(await periodFigures(sql, bounds)),
        ...(await sourceFigures(sql)),
      };
    });
  }
}

async function cases(sql: Sql, condition: string, parameters: readonly unknown[]): Promise<DigestCases> {
  const rows = await sql.query(
    `select c.id, c.subject, c.severity, c.due_at, coalesce(k.name, m.author_name, m.author_address, m.author_handle, 'A customer') as customer,
       s.name as source, u.name as owner, count(*) over ()::int as total
     from cases c join sources s on s.id = c.source_id
     left join messages m on m.id = c.flagged_message_id
     left join customers k on k.id = c.customer_id
     left join users u on u.id = c.owner_id
     where ${OPEN_ANSWERS} and ${condition} order by c.due_at, c.id limit ${SHOWN}`,
    parameters,
  );
  return { total: (rows[0]?.total as number | undefined) ?? 0, shown: rows.map(digestCase) };
}

async function openFigures(sql: Sql): Promise<Pick<DigestFacts, 'openTotal' | 'unowned' | 'doubtful'>> {
  const [row] = await sql.query(
    `select count(*) filter (where due_kind = 'answer')::int as open,
       count(*) filter (where due_kind = 'answer' and owner_id is null)::int as unowned,
       count(*) filter (where due_kind = 'review')::int as doubtful
     from cases where due_at is not null`,
  );
  return { openTotal: row?.open as number, unowned: row?.unowned as number, doubtful: row?.doubtful as number };
}

async function periodFigures(
  sql: Sql,
  { from, to }: DigestBounds,
): Promise<Pick<DigestFacts, 'received' | 'unhappy' | 'answered' | 'answeredInTime'>> {
  const [received] = await sql.query(
    `select count(*)::int as received, count(*) filter (where a.verdict = 'dissatisfied')::int as unhappy
     from messages m left join lateral (select verdict from assessments where message_id = m.id order by id desc limit 1) a on true
     where m.received_at >= $1 and m.received_at < $2 and m.superseded_at is null and m.kind in ('person', 'automatic')`,
    [from, to],
  );
  const [answered] = await sql.query(
    `select count(*)::int as answered, count(*) filter (where closed_at <= due_at)::int as in_time
     from tasks where kind = 'answer' and state = 'done' and closed_at >= $1 and closed_at < $2`,
    [from, to],
  );
  return {
    received: received?.received as number,
    unhappy: received?.unhappy as number,
    answered: answered?.answered as number,
    answeredInTime: answered?.in_time as number,
  };
}

async function sourceFigures(sql: Sql): Promise<Pick<DigestFacts, 'troubledSources' | 'quarantined' | 'sampleOnly'>> {
  const troubled = await sql.query(
    `select name, state, state_since, state_reason from sources where state <> 'healthy' and removed_at is null order by state_since`,
  );
  const [counts] = await sql.query(
    `select (select count(*)::int from quarantine where state = 'open') as quarantined,
       not exists (select from sources where not sample and removed_at is null) as sample_only`,
  );
  return {
    troubledSources: troubled.map((row) => ({
      name: row.name as string,
      state: row.state as DigestFacts['troubledSources'][number]['state'],
      since: row.state_since as Date,
      reason: row.state_reason as string | null,
    })),
    quarantined: counts?.quarantined as number,
    sampleOnly: counts?.sample_only as boolean,
  };
}

function digestReader(row: Row): DigestReader {
  return {
    subscriptionId: row.subscription_id as string,
    email: row.email as string,
    name: row.name as string,
    language: row.language as string,
    zone: row.zone as string,
    localTime: row.local_time as string,
    nextAt: row.next_at as Date,
  };
}

function digestCase(row: Row): DigestCase {
  return {
    caseId: row.id as string,
    subject: row.subject as string | null,
    customer: row.customer as string,
    source: row.source as string,
    severity: row.severity as DigestCase['severity'],
    owner: row.owner as string | null,
    dueAt: row.due_at as Date,
  };
}
