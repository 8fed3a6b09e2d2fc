import { NotFound, type DigestSubscription, type DigestTiming, type StoredDigestSubscription } from '@earshot/domain';
import { storedSubscription, SUBSCRIPTION } from './digest-subscription-row.js';
import type { Sql } from './sql.js';

/** Writes a reader's subscription to an edition, new or known; saying it anew ends a pause. @throws NotFound */
export async function saveSubscription(
  sql: Sql,
  userId: string,
  subscription: DigestSubscription,
  nextAt: (timing: DigestTiming) => Date,
): Promise<StoredDigestSubscription> {
  const { edition, enabled, localTime, days, workingDaysOnly, calendar, zone, language, format, scope } = subscription;
  const [reader] = await sql.query('select zone from users where id = $1 and disabled_at is null', [userId]);
  if (reader === undefined) throw new NotFound('User', userId);
  await requireAll(sql, 'sources', 'Source', scope.sourceIds);
  await requireAll(sql, 'users', 'User', scope.ownerIds);
  const timing = { edition, localTime, days, workingDaysOnly, calendar, zone: zone ?? (reader.zone as string) };
  await sql.query(
    `insert into digest_subscriptions (user_id, edition, enabled, local_time, days, working_days_only, calendar, zone,
       language, format, source_ids, languages, owner_ids, next_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (user_id, edition) do update set enabled = excluded.enabled, local_time = excluded.local_time,
       days = excluded.days, working_days_only = excluded.working_days_only, calendar = excluded.calendar,
       zone = excluded.zone, language = excluded.language, format = excluded.format, source_ids = excluded.source_ids,
       languages = excluded.languages, owner_ids = excluded.owner_ids, next_at = excluded.next_at, paused_at = null,
       pause_reason = null`,
    [
      userId,
      edition,
      enabled,
      localTime,
      days,
      workingDaysOnly,
      calendar,
      zone,
      language,
      format,
      scope.sourceIds,
      scope.languages,
      scope.ownerIds,
      nextAt(timing),
    ],
  );
  const [saved] = await sql.query(
    `select ${SUBSCRIPTION} from digest_subscriptions s join users u on u.id = s.user_id
     where s.user_id = $1 and s.edition = $2`,
    [userId, edition],
  );
  if (saved === undefined) throw new NotFound('Digest', edition);
  return storedSubscription(saved);
}

async function requireAll(sql: Sql, table: 'sources' | 'users', what: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = (await sql.query(`select id from ${table} where id = any($1::bigint[])`, [ids])).map((row) => row.id);
  const missing = ids.find((id) => !known.includes(id));
  if (missing !== undefined) throw new NotFound(what, missing);
}
