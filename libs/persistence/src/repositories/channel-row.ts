import type { NotificationChannel } from '@earshot/domain';
import type { Row } from './sql.js';

/** Everything of a channel (`c`) but its sealed address. */
export const CHANNEL = `c.id, c.kind, c.name, c.host, c.language, c.zone, c.shows_customers, c.every_minutes,
  c.disabled_at, c.disabled_reason, c.old_key_until, c.created_at`;

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
    disabledReason: row.disabled_reason as string | null,
    oldKeyUntil: row.old_key_until as Date | null,
    createdAt: row.created_at as Date,
  };
}
