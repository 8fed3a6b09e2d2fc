import {
  NotificationStore,
  SEVERITIES,
  type NotificationBundle,
  type NotificationToTell,
  type TransactionHandle,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Row } from './sql.js';

/** Which job's mail a notification stands in, kept in its detail from that job's first attempt on. */
const OF_JOB = `n.detail->>'mailJob' = $1`;

export class PostgresNotificationStore extends NotificationStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async bundle(userId: string, jobId: string): Promise<NotificationBundle | null> {
    return inTransaction(this.dataSource, async (sql) => {
      const waiting = `n.user_id = $2 and n.mail_state = 'queued'`;
      // Settled once: what is made after the first attempt belongs to the next mail.
      await sql.query(
        `update notifications n set detail = n.detail || jsonb_build_object('mailJob', $1::text)
         where ${waiting} and not n.detail ? 'mailJob'
           and not exists (select from notifications n where ${waiting} and ${OF_JOB})`,
        [jobId, userId],
      );
      const [reader] = await sql.query(
        `select id, name, email, language, zone from users where id = $1 and disabled_at is null`,
        [userId],
      );
      const rows = await sql.query(
        `select n.id, n.event, n.severity, n.detail, n.created_at, n.case_id, c.subject,
           coalesce(k.name, m.author_name, m.author_address, m.author_handle) as customer
         from notifications n left join cases c on c.id = n.case_id
         left join customers k on k.id = c.customer_id left join messages m on m.id = c.flagged_message_id
         where ${waiting} and ${OF_JOB} order by array_position($3::text[], n.severity) desc, n.id`,
        [jobId, userId, SEVERITIES],
      );
      if (rows.length === 0) return null;
      if (reader === undefined) {
        await sql.query(`update notifications n set mail_state = 'none' where n.mail_state = 'queued' and ${OF_JOB}`, [
          jobId,
        ]);
        return null;
      }
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
      `select distinct user_id from notifications where mail_state = 'queued' and not detail ? 'mailJob'`,
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

function notificationToTell(row: Row): NotificationToTell {
  return {
    id: row.id as string,
    event: row.event as NotificationToTell['event'],
    severity: row.severity as NotificationToTell['severity'],
    detail: row.detail as NotificationToTell['detail'],
    createdAt: row.created_at as Date,
    caseId: row.case_id as string | null,
    subject: row.subject as string | null,
    customer: row.customer as string | null,
  };
}
