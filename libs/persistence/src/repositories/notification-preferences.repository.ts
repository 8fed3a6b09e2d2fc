import { NotificationPreferenceStore, type NotificationChoices, type NotificationPreferences } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import { preferencesOf } from './notification-preferences-row.js';
import type { Sql } from './sql.js';

export class PostgresNotificationPreferenceStore extends NotificationPreferenceStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async of(userId: string): Promise<NotificationPreferences> {
    return inTransaction(this.dataSource, (sql) => preferencesOf(sql, userId));
  }

  async choose(userId: string, { mail, mailFrom, notMailed, quiet }: NotificationChoices, at: Date): Promise<void> {
    await this.changing(userId, at, (sql) =>
      sql.query(
        `insert into notification_preferences
           (user_id, mail, mail_from, not_mailed, quiet_from, quiet_to, critical_breaks_through)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (user_id) do update set mail = excluded.mail, mail_from = excluded.mail_from,
           not_mailed = excluded.not_mailed, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
           critical_breaks_through = excluded.critical_breaks_through`,
        [
          userId,
          mail,
          mailFrom,
          notMailed,
          quiet?.from ?? null,
          quiet?.to ?? null,
          quiet?.criticalBreaksThrough ?? true,
        ],
      ),
    );
  }

  async mute(userId: string, until: Date | null, at: Date): Promise<void> {
    await this.changing(userId, at, (sql) =>
      sql.query(
        `insert into notification_preferences (user_id, muted_until) values ($1, $2)
         on conflict (user_id) do update set muted_until = excluded.muted_until`,
        [userId, until],
      ),
    );
  }

  /** What is held is due at once, and is held again or not as the person wants it now. */
  private async changing(userId: string, at: Date, change: (sql: Sql) => Promise<unknown>): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      // A mail that is being decided on by what was wanted before is decided first.
      await sql.query('select from users where id = $1 for no key update', [userId]);
      await change(sql);
      await sql.query('update notifications set mail_after = $2 where user_id = $1 and mail_after is not null', [
        userId,
        at,
      ]);
      await new ChangesRepository(sql).announce({ topics: ['notifications'] });
    });
  }
}
