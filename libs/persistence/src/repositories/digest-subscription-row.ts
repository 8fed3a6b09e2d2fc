import type { DigestReader, StoredDigestSubscription } from '@earshot/domain';
import type { Row } from './sql.js';

export const SUBSCRIPTION = `s.id, s.user_id, s.edition, s.enabled, s.local_time, s.days, s.working_days_only, s.calendar,
  s.zone, s.language, s.format, s.source_ids, s.languages, s.owner_ids, s.paused_at, s.pause_reason, s.next_at,
  u.email, u.name, u.zone as user_zone, u.language as user_language,
  exists (select from digest_subscriptions d where d.user_id = s.user_id and d.edition = 'daily' and d.enabled
    and d.paused_at is null) as has_daily`;

/** What the subscription leaves open is the reader's own. */
export function digestReader(row: Row): DigestReader {
  const { edition, localTime, days, workingDaysOnly, calendar, format, scope } = storedSubscription(row);
  return {
    subscriptionId: row.id as string,
    userId: row.user_id as string,
    email: row.email as string,
    name: row.name as string,
    language: (row.language ?? row.user_language) as string,
    zone: (row.zone ?? row.user_zone) as string,
    edition,
    localTime,
    days,
    workingDaysOnly,
    calendar,
    format,
    scope,
    hasDaily: row.has_daily as boolean,
  };
}

export function storedSubscription(row: Row): StoredDigestSubscription {
  return {
    id: row.id as string,
    userId: row.user_id as string,
    userName: row.name as string,
    edition: row.edition as StoredDigestSubscription['edition'],
    enabled: row.enabled as boolean,
    localTime: row.local_time as string,
    days: row.days as number[],
    workingDaysOnly: row.working_days_only as boolean,
    calendar: row.calendar as string | null,
    zone: row.zone as string | null,
    language: row.language as string | null,
    format: row.format as StoredDigestSubscription['format'],
    scope: {
      sourceIds: row.source_ids as string[],
      languages: row.languages as string[],
      ownerIds: row.owner_ids as string[],
    },
    pausedAt: row.paused_at as Date | null,
    pauseReason: row.pause_reason as string | null,
    lookAt: row.next_at as Date,
    readerZone: row.user_zone as string,
  };
}
