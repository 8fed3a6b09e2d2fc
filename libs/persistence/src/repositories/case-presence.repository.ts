import { CasePresenceStore, NotFound, PRESENCE_LASTS_MS, type PresenceMode, type PresentUser } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

export class PostgresCasePresenceStore extends CasePresenceStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async renew(caseId: string, userId: string, mode: PresenceMode, at: Date): Promise<readonly PresentUser[]> {
    return inTransaction(this.dataSource, async (sql) => {
      const [found] = await sql.query('select id from cases where id = $1', [caseId]);
      if (found === undefined) throw new NotFound('Case', caseId);
      const lapsed = new Date(at.getTime() - PRESENCE_LASTS_MS);
      if (await isNew(sql, caseId, userId, mode, lapsed)) await tell(sql, caseId);
      await sql.query(
        `insert into case_presence as p (case_id, user_id, mode, since, seen_at) values ($1, $2, $3, $4, $4)
         on conflict (case_id, user_id) do update set mode = excluded.mode, seen_at = excluded.seen_at,
           since = case when p.mode = excluded.mode and p.seen_at > $5 then p.since else excluded.since end`,
        [caseId, userId, mode, at, lapsed],
      );
      await sql.query('delete from case_presence where seen_at < $1', [lapsed]);
      const others = await sql.query(
        `select p.user_id as "userId", u.name, p.mode, p.since from case_presence p join users u on u.id = p.user_id
         where p.case_id = $1 and p.user_id <> $2 and p.seen_at >= $3 order by p.since, p.user_id`,
        [caseId, userId, lapsed],
      );
      return others as unknown as PresentUser[];
    });
  }

  async leave(caseId: string, userId: string): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const left = await sql.query('delete from case_presence where case_id = $1 and user_id = $2 returning case_id', [
        caseId,
        userId,
      ]);
      if (left.length > 0) await tell(sql, caseId);
    });
  }
}

/** Others hear of somebody's coming and beginning to write, not of every heartbeat. */
async function isNew(sql: Sql, caseId: string, userId: string, mode: PresenceMode, lapsed: Date): Promise<boolean> {
  const rows = await sql.query(
    'select from case_presence where case_id = $1 and user_id = $2 and mode = $3 and seen_at >= $4',
    [caseId, userId, mode, lapsed],
  );
  return rows.length === 0;
}

async function tell(sql: Sql, caseId: string): Promise<void> {
  await new ChangesRepository(sql).announce({ topics: ['cases'], caseIds: [caseId] });
}
