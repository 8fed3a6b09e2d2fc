import type { DigestEdition, HandOnMail, TransactionHandle } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import type { Sql } from './sql.js';
import { tellMatters, type ToldMatter } from './tell-matters.js';

/** A digest that did not reach its reader and will not. */
export interface ReturnedDigest {
  readonly digestId: string;
  readonly state: 'refused' | 'bounced';
  readonly reason: string;
}

/** Bounces come within days: RFC 5321, section 4.5.4.1, has servers give up after four or five. */
const BOUNCE_DAYS = 7;

/**
 * Digests whose Message-ID a bounce names that was read since: among what it refers to, or in the header of the mail that
 * it brings back.
 */
export async function bouncedDigests(sql: Sql, at: Date): Promise<ReturnedDigest[]> {
  const rows = await sql.query(
    `select distinct d.id from digests d join messages m on m.kind = 'bounce' and m.received_at >= d.sent_at
       and (d.message_id = any(m."references") or trim(both '<>' from d.message_id) = any(m."references")
         or position(d.message_id in m.text) > 0 or position(d.message_id in coalesce(m.quoted, '')) > 0)
     where d.state = 'sent' and d.sent_at > $1::timestamptz - $2 * interval '1 day'`,
    [at, BOUNCE_DAYS],
  );
  return rows.map((row) => ({ digestId: row.id as string, state: 'bounced', reason: 'the mail came back' }));
}

/** Stops what comes back: the subscription is paused, and ops and administrators are told once of each pause. */
export async function pauseReturned(
  transaction: TransactionHandle,
  returned: readonly ReturnedDigest[],
  at: Date,
  mail: HandOnMail,
): Promise<void> {
  if (returned.length === 0) return;
  await transaction.query(
    `update digests d set state = r.state, error = r.reason,
       attempts = d.attempts + case when r.state = 'refused' then 1 else 0 end
     from unnest($1::bigint[], $2::text[], $3::text[]) as r(id, state, reason) where d.id = r.id`,
    [returned.map((r) => r.digestId), returned.map((r) => r.state), returned.map((r) => r.reason)],
  );
  const paused = await transaction.query(
    `update digest_subscriptions s set paused_at = $2, pause_reason = d.error from digests d, users u
     where d.id = any($1::bigint[]) and s.id = d.subscription_id and s.paused_at is null and u.id = s.user_id
     returning s.edition, u.name, s.pause_reason`,
    [returned.map((r) => r.digestId), at],
  );
  const told = await transaction.query(
    `select id from users where role in ('ops', 'admin') and disabled_at is null order by id`,
  );
  const userIds = told.map((row) => row.id as string);
  const matters = paused.map(({ name, edition, pause_reason: reason }): ToldMatter => ({
    event: 'digest_paused',
    severity: 'medium',
    caseId: null,
    escalationId: null,
    detail: { digest: { reader: name as string, edition: edition as DigestEdition }, reason: reason as string },
    userIds,
  }));
  await tellMatters(transaction, matters, at, mail);
  await new ChangesRepository(transaction).announce({ topics: ['digests', 'notifications'] });
}
