import {
  NotFound,
  PeopleStore,
  StaleVersion,
  type Person,
  type PersonDecision,
  type PersonDeed,
  type PersonUnderDeed,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { recordCaseChange } from './case-change.js';
import { inTransaction } from './in-transaction.js';
import { insertAuditEvent } from './insert-audit-event.js';
import type { Sql } from './sql.js';

const PERSON = `
  select u.id, u.email, u.name, u.role, u.language, u.zone, u.disabled_at as "disabledAt", u.version,
    u.created_at as "createdAt", coalesce(s.n, 0)::int as sessions, s.seen as "lastSeenAt",
    (select count(*)::int from cases c where c.owner_id = u.id and c.merged_into is null
       and c.state not in ('closed', 'not_a_complaint')) as "openCases"
  from users u
    left join lateral (select count(*) as n, max(last_seen_at) as seen from sessions
                       where user_id = u.id and expires_at > $1) s on true`;

export class PostgresPeopleStore extends PeopleStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async list(now: Date): Promise<readonly Person[]> {
    return this.dataSource.query<Person[]>(`${PERSON} order by lower(u.name), u.id`, [now]);
  }

  async find(id: string, now: Date): Promise<Person> {
    const [person] = await this.dataSource.query<Person[]>(`${PERSON} where u.id = $2`, [now, id]);
    if (person === undefined) throw new NotFound('User', id);
    return person;
  }

  async act(deed: PersonDeed, decide: (found: PersonUnderDeed) => PersonDecision | null): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const found = await lockPerson(sql, deed);
      const decision = decide(found);
      if (decision === null) return;
      await storePerson(sql, deed, decision);
      if (decision.handsOver !== null) await handOver(sql, deed, decision.handsOver);
      const { action, detail } = decision.event;
      await insertAuditEvent(sql, { at: deed.at, actorId: deed.actorId, action, subjectId: deed.id, detail });
    });
  }
}

/** With all administrators, so that two of them cannot demote each other at the same moment. */
async function lockPerson(sql: Sql, { id, seen }: PersonDeed): Promise<PersonUnderDeed> {
  const rows = await sql.query(
    // Cases, tokens and sessions that name a person meanwhile need not wait: no key changes.
    `select id, email, name, role, language, zone, disabled_at as "disabledAt", version from users
     where id = $1 or (role = 'admin' and disabled_at is null) order by id for no key update`,
    [id],
  );
  const found = rows.find((row) => row.id === id) as Omit<PersonUnderDeed, 'otherAdmins'> | undefined;
  if (found === undefined) throw new NotFound('User', id);
  if (seen !== null && seen !== found.version) throw new StaleVersion('User', id, seen, found.version);
  return { ...found, otherAdmins: rows.filter((row) => row.id !== id).length };
}

async function storePerson(sql: Sql, { id }: PersonDeed, decision: PersonDecision): Promise<void> {
  const { name, role, disabledAt, passwordHash, endsSessions } = decision;
  await sql.query(
    `update users set version = version + 1, name = $2, role = $3, disabled_at = $4,
       password_hash = coalesce($5, password_hash) where id = $1`,
    [id, name, role, disabledAt, passwordHash],
  );
  if (endsSessions) await sql.query('delete from sessions where user_id = $1', [id]);
}

async function handOver(
  sql: Sql,
  { id, actorId, at }: PersonDeed,
  { to, note }: NonNullable<PersonDecision['handsOver']>,
): Promise<void> {
  if (to !== null) {
    const [heir] = await sql.query('select id from users where id = $1 and id <> $2 and disabled_at is null', [to, id]);
    if (heir === undefined) throw new NotFound('User', to);
  }
  const cases = await sql.query(
    `select id from cases where owner_id = $1 and merged_into is null and state not in ('closed', 'not_a_complaint')
     order by id for update`,
    [id],
  );
  const caseIds = cases.map((row) => row.id as string);
  await sql.query('update cases set owner_id = $2 where id = any($1::bigint[])', [caseIds, to]);
  // Whom a warning is for has changed: the sweep looks again.
  await sql.query(`update tasks set next_step_at = $2 where case_id = any($1::bigint[]) and state = 'open'`, [
    caseIds,
    at,
  ]);
  const detail = { ...(to === null ? {} : { ownerId: to }), ...(note === null ? {} : { note }) };
  const happened = [{ type: to === null ? 'unassigned' : 'handed_over', detail }];
  for (const caseId of caseIds) await recordCaseChange(sql, { caseId, actorId, at, seenVersion: null }, happened);
}
