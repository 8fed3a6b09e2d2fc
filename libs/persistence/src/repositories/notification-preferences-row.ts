import { EVERYTHING_AT_ONCE, type NotificationPreferences } from '@earshot/domain';
import type { Sql } from './sql.js';

/** What a person has chosen, or what holds for who has chosen nothing. */
export async function preferencesOf(sql: Pick<Sql, 'query'>, userId: string): Promise<NotificationPreferences> {
  const [row] = await sql.query(
    `select mail, mail_from, not_mailed, quiet_from, quiet_to, critical_breaks_through, muted_until
     from notification_preferences where user_id = $1`,
    [userId],
  );
  if (row === undefined) return EVERYTHING_AT_ONCE;
  const { quiet_from: from, quiet_to: to } = row as { quiet_from: string | null; quiet_to: string | null };
  const criticalBreaksThrough = row.critical_breaks_through as boolean;
  return {
    mail: row.mail as boolean,
    mailFrom: row.mail_from as NotificationPreferences['mailFrom'],
    notMailed: row.not_mailed as NotificationPreferences['notMailed'],
    quiet: from === null || to === null ? null : { from, to, criticalBreaksThrough },
    mutedUntil: row.muted_until as Date | null,
  };
}
