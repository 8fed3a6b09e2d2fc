import {
  mailTime,
  NotificationStore,
  SEVERITIES,
  type HandOnMail,
  type NotificationBundle,
  type NotificationToTell,
  type TransactionHandle,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import { notificationDetail } from './notification-detail.js';
import { preferencesOf } from './notification-preferences-row.js';
import type { Row, Sql } from './sql.js';

/** Which job's mail a notification stands in, kept in its detail from that job's first attempt on. */
const OF_JOB = `n.detail->>'mailJob' = $1`;

export class PostgresNotificationStore extends NotificationStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async bundle(userId: string, jobId: string, at: Date): Promise<NotificationBundle | null> {
    return inTransaction(this.dataSource, async (sql) => {
      // Who changes how they are told waits for this, so that nothing is held by what they have just given up.
      const [reader] = await sql.query(
        `select id, name, email, language, zone from users where id = $1 and disabled_at is null for share`,
        [userId],
      );
      if (reader === undefined) {
        await sql.query(
          `update notifications set mail_state = 'none', mail_after = null where user_id = $1 and mail_state = 'queued'`,
          [userId],
        );
        return null;
      }
      await settle(sql, { userId, zone: reader.zone as string }, jobId, at);
      const rows = await sql.query(
        `select n.id, n.event, n.severity, n.detail, n.created_at, n.case_id, c.subject,
           coalesce(k.name, m.author_name, m.author_address, m.author_handle) as customer
         from notifications n left join cases c on c.id = n.case_id
         left join customers k on k.id = c.customer_id left join messages m on m.id = c.flagged_message_id
         where n.user_id = $2 and n.mail_state = 'queued' and ${OF_JOB}
         order by array_position($3::text[], n.severity) desc, n.id`,
        [jobId, userId, SEVERITIES],
      );
      if (rows.length === 0) return null;
      return {
        reader: {
          userId,
          name: reader.name as string,
          email: reader.email as string,
          language: reader.language as string,
          zone: reader.zone as string,
        },
        notifications: rows.map(notificationToTell),
      };
    });
  }

  async release(at: Date, handOn: HandOnMail): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const rows = await sql.query(
        `update notifications set mail_after = null where mail_after <= $1 returning user_id`,
        [at],
      );
      const userIds = [...new Set(rows.map((row) => row.user_id as string))];
      if (userIds.length > 0) await handOn(userIds, sql);
      return userIds.length;
    });
  }

  async markMailed(jobId: string, transaction: TransactionHandle): Promise<void> {
    await transaction.query(
      `update notifications n set mail_state = 'sent', mail_error = null where n.mail_state = 'queued' and ${OF_JOB}`,
      [jobId],
    );
    await new ChangesRepository(transaction).announce({ topics: ['notifications'] });
  }

  async noteFailure(jobId: string, error: string, final: boolean): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await sql.query(
        `update notifications n set mail_error = $2, mail_state = case when $3 then 'failed' else 'queued' end
         where n.mail_state = 'queued' and ${OF_JOB}`,
        [jobId, error, final],
      );
      await new ChangesRepository(sql).announce({ topics: ['notifications'] });
    });
  }

  async waitingReaders(): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ user_id: string }[]>(
      `select distinct user_id from notifications where mail_state = 'queued' and mail_after is null and not detail ? 'mailJob'`,
    );
    return rows.map((row) => row.user_id);
  }

  async markRead(userId: string, ids: readonly string[] | 'all', at: Date): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      const read = await sql.query(
        `update notifications set read_at = $2 where user_id = $1 and read_at is null
           and ($3::bigint[] is null or id = any($3::bigint[])) returning id`,
        [userId, at, ids === 'all' ? null : ids],
      );
      if (read.length > 0) await new ChangesRepository(sql).announce({ topics: ['notifications'] });
      return read.length;
    });
  }
}

/**
 * Decides once what the mail of a job says: what is made after its first attempt belongs to the next mail. Another job that
 * decides at the same time waits for the rows and finds them decided.
 */
async function settle(
  sql: Sql,
  { userId, zone }: { readonly userId: string; readonly zone: string },
  jobId: string,
  at: Date,
): Promise<void> {
  const settled = await sql.query(
    `select from notifications n where n.user_id = $2 and n.mail_state = 'queued' and ${OF_JOB} limit 1`,
    [jobId, userId],
  );
  if (settled.length > 0) return;
  const waiting = await sql.query(
    `select id, event, severity from notifications
     where user_id = $1 and mail_state = 'queued' and mail_after is null and not detail ? 'mailJob'
     order by id for update`,
    [userId],
  );
  const preferences = await preferencesOf(sql, userId);
  const times = (waiting as unknown as NotificationToTell[]).map((one) => ({
    id: one.id,
    time: mailTime(preferences, zone, one, at),
  }));
  const unwanted = times.filter(({ time }) => time === null);
  const held = times.flatMap(({ id, time }) => (time !== null && time > at ? { id, time } : []));
  const now = times.filter(({ time }) => time !== null && time <= at);
  await sql.query(`update notifications set mail_state = 'none' where id = any($1::bigint[])`, [idsOf(unwanted)]);
  await sql.query(
    `update notifications n set mail_after = h.time
     from unnest($1::bigint[], $2::timestamptz[]) as h (id, time) where n.id = h.id`,
    [idsOf(held), held.map(({ time }) => time)],
  );
  await sql.query(
    `update notifications set detail = detail || jsonb_build_object('mailJob', $1::text) where id = any($2::bigint[])`,
    [jobId, idsOf(now)],
  );
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

function notificationToTell(row: Row): NotificationToTell {
  return {
    id: row.id as string,
    event: row.event as NotificationToTell['event'],
    severity: row.severity as NotificationToTell['severity'],
    detail: notificationDetail(row.detail),
    createdAt: row.created_at as Date,
    caseId: row.case_id as string | null,
    subject: row.subject as string | null,
    customer: row.customer as string | null,
  };
}
