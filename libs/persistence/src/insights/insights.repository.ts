import { InsightStore, type AnsweredClock, type InsightZone, type ZoneDay } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { SqlParameters } from '../queries/sql-parameters.js';
import { inTransaction } from '../repositories/in-transaction.js';
import type { Sql } from '../repositories/sql.js';
import { keepCaseFacts } from './case-facts.js';
import { countDays } from './count-days.js';

export class PostgresInsightStore extends InsightStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async readersZones(): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ zone: string }[]>(
      `select distinct coalesce(s.zone, u.zone) as zone
       from users u left join digest_subscriptions s on s.user_id = u.id where u.disabled_at is null order by 1`,
    );
    return rows.map(({ zone }) => zone);
  }

  async addZones(zones: readonly string[]): Promise<readonly InsightZone[]> {
    return inTransaction(this.dataSource, async (sql) => {
      // A day earlier than any zone has it: the first days of a house without messages cost nothing.
      await sql.query(
        `insert into insight_zones (zone, count_from)
         select zone, (select (min(sent_at) at time zone 'UTC')::date - 1 from messages) from unnest($1::text[]) as zone
         on conflict (zone) do nothing`,
        [zones],
      );
      const rows = await sql.query(
        `select zone, count_from::text as "countFrom" from insight_zones where zone = any($1::text[]) order by zone`,
        [zones],
      );
      return rows as unknown as InsightZone[];
    });
  }

  async countFirst(days: readonly ZoneDay[], zone: string, countFrom: string | null): Promise<'done' | 'busy'> {
    return this.alone(async (sql) => {
      await writeDays(sql, days);
      await sql.query('update insight_zones set count_from = $2 where zone = $1', [zone, countFrom]);
      return 'done' as const;
    });
  }

  async recount(limit: number, daysOf: (hours: readonly Date[]) => readonly ZoneDay[]): Promise<number | 'busy'> {
    return this.alone(async (sql) => {
      // The marks first: what commits after this statement leaves a mark for the next time.
      const marks = await sql.query(
        `delete from insight_stale_hours where id in (select id from insight_stale_hours order by id limit $1)
         returning at`,
        [limit],
      );
      const hours = [...new Set(marks.map((row) => (row.at as Date).getTime()))].map((at) => new Date(at));
      await writeDays(sql, daysOf(hours));
      return marks.length;
    });
  }

  async refreshCases(limit: number, workingMinutes: (answered: AnsweredClock) => number): Promise<number | 'busy'> {
    return this.alone(async (sql) => {
      const marks = await sql.query(
        `delete from insight_stale_cases where id in (select id from insight_stale_cases order by id limit $1)
         returning case_id`,
        [limit],
      );
      const caseIds = [...new Set(marks.map((row) => row.case_id as string))];
      if (caseIds.length > 0) await keepCaseFacts(sql, caseIds, workingMinutes);
      return marks.length;
    });
  }

  async complete(at: Date): Promise<void> {
    await this.dataSource.query(`update insight_state set as_of = $1 where id = 1 and (as_of is null or as_of < $1)`, [
      at,
    ]);
  }

  /** One counts at a time: two that count the same day would store it twice. */
  private alone<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result | 'busy'> {
    return inTransaction(this.dataSource, async (sql): Promise<Result | 'busy'> => {
      const [free] = await sql.query('select id from insight_state where id = 1 for update skip locked');
      if (free === undefined) return 'busy';
      // Compiling a statement takes longer than most of these run.
      await sql.query('set local jit = off');
      return work(sql);
    });
  }
}

async function writeDays(sql: Sql, days: readonly ZoneDay[]): Promise<void> {
  if (days.length === 0) return;
  await sql.query(
    `delete from insight_days d using unnest($1::text[], $2::date[]) as s(zone, day)
     where d.zone = s.zone and d.day = s.day`,
    [days.map(({ zone }) => zone), days.map(({ day }) => day)],
  );
  const parameters = new SqlParameters();
  const counted = countDays(days, parameters);
  await sql.query(
    `insert into insight_days (zone, topic, day, source_id, language, severity, received, unhappy) ${counted}`,
    parameters.values,
  );
}
