import {
  NotFound,
  SpikeStore,
  type EpisodeChanges,
  type HandOnMail,
  type RunningEpisode,
  type SpikeEpisode,
  type SpikeSubject,
  type SpikeText,
  type SpikeWindow,
  type WatchedSeries,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { COUNTED, JUDGEMENT } from '../insights/count-days.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Row, Sql } from './sql.js';
import { tellMatters } from './tell-matters.js';

/** An episode keeps this many of its messages: enough to see what it is about. */
const MESSAGES_KEPT = 200;
/** Of a very long text the beginning tells what it is about. Characters. */
const TEXT_READ = 2_000;
/** Any constant will do; all processes must use the same. */
const SPIKE_LOCK = 7_402_377;

/** The windows ($1 their beginnings, $2 their ends, that of now first) and the unhappy messages in them. */
const UNHAPPY = `
  select w.place - 1 as week, m.id, m.source_id, m.customer_id, m.author_address, m.author_handle, m.author_name, m.text,
    a.topics
  from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as w(opens, closes, place)
    cross join lateral (select * from messages where sent_at > w.opens and sent_at <= w.closes) m
    ${JUDGEMENT}
  where ${COUNTED} and j.unhappy`;

export class PostgresSpikeStore extends SpikeStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async series(windows: readonly SpikeWindow[], hours: number): Promise<readonly WatchedSeries[]> {
    const rows = await this.dataSource.query<Row[]>(
      `with unhappy as materialized (${UNHAPPY}),
         -- Weeks before a source's first message are not quiet but unknown.
         known as (select s.id, (select min(sent_at) from messages where source_id = s.id) as since from sources s),
         counted as (
           select 'source' as kind, source_id::text as key, source_id, week, id from unhappy
           union all select 'topic', topic, null, week, id from unhappy cross join lateral unnest(topics) as topic
             where topic <> 'other')
       select c.kind, c.key, (count(*) filter (where c.week = 0))::int as count,
         array(select (select count(*)::int from counted x where x.kind = c.kind and x.key = c.key and x.week = w.place - 1)
           from unnest($1::timestamptz[]) with ordinality as w(opens, place)
           where w.place > 1 and w.opens >= coalesce(
             (select since from known where id = c.source_id), (select min(since) from known)) order by w.place) as before,
         array_agg(c.id order by c.id desc) filter (where c.week = 0) as "messageIds"
       from counted c group by c.kind, c.key, c.source_id having count(*) filter (where c.week = 0) > 0
       order by 1, 2`,
      boundsOf(windows),
    );
    return rows.map((row) => ({ ...row, hours }) as unknown as WatchedSeries);
  }

  async texts(windows: readonly SpikeWindow[]): Promise<readonly SpikeText[]> {
    return this.dataSource.query<SpikeText[]>(
      `select id as "messageId", week::int, left(text, ${TEXT_READ}) as text,
         coalesce(customer_id::text, author_address, author_handle, author_name, id::text) as author
       from (${UNHAPPY}) u order by id desc`,
      boundsOf(windows),
    );
  }

  async keep(
    decide: (running: readonly RunningEpisode[]) => EpisodeChanges,
    now: Date,
    quietSince: Date,
    mail: HandOnMail | null,
  ): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [SPIKE_LOCK]);
      const ended = await sql.query(
        'update spikes set ended_at = last_seen_at where ended_at is null and last_seen_at < $1 returning id',
        [quietSince],
      );
      const running = await sql.query(
        `select id, kind, key, also, message_ids::text[] as "messageIds" from spikes where ended_at is null order by id`,
      );
      const { opened, seen } = decide(running as unknown as RunningEpisode[]);
      for (const one of seen) await keepSeen(sql, one, now);
      const added: Row[] = [];
      for (const episode of opened) added.push(...(await openEpisode(sql, episode, now)));
      if (added.length > 0) await tellLeads(sql, added, now, mail);
      if (added.length + ended.length > 0) await new ChangesRepository(sql).announce({ topics: ['notifications'] });
      return added.length;
    });
  }

  async acknowledge(spikeId: string, userId: string, at: Date): Promise<void> {
    const found = await this.dataSource.query<[object[], number]>(
      `update spikes set acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $2)
       where id = $1 returning id`,
      [spikeId, userId, at],
    );
    if (found[1] === 0) throw new NotFound('Spike', spikeId);
  }
}

const boundsOf = (windows: readonly SpikeWindow[]): Date[][] => [
  windows.map(({ from }) => from),
  windows.map(({ to }) => to),
];

async function openEpisode(sql: Sql, { rise, also, messageIds }: SpikeEpisode, now: Date): Promise<Row[]> {
  const { kind, key, hours, count, usual, before } = rise;
  return sql.query(
    `insert into spikes (kind, key, started_at, last_seen_at, hours, count, usual, weeks, also, message_ids)
     values ($1, $2, $3, $3, $4, $5, $6, $7, $8, (array(select distinct unnest($9::bigint[]) order by 1 desc))[1:${MESSAGES_KEPT}])
     returning *`,
    [kind, key, now, hours, count, usual, before.length, JSON.stringify(also), messageIds],
  );
}

async function keepSeen(sql: Sql, seen: EpisodeChanges['seen'][number], now: Date): Promise<void> {
  const { id, rise, also, messageIds } = seen;
  await sql.query(
    `update spikes set last_seen_at = $2, count = greatest(count, $3), usual = coalesce($4, usual), also = $5,
       message_ids = (array(select distinct unnest(message_ids || $6::bigint[]) order by 1 desc))[1:${MESSAGES_KEPT}]
     where id = $1`,
    [id, now, rise?.count ?? null, rise?.usual ?? null, JSON.stringify(also), messageIds],
  );
}

async function tellLeads(sql: Sql, spikes: readonly Row[], now: Date, mail: HandOnMail | null): Promise<void> {
  const leads = await sql.query(
    `select id from users where disabled_at is null and (role = 'lead'
       or role = 'manager' and not exists (select from users where role = 'lead' and disabled_at is null)) order by id`,
  );
  const names = await sql.query('select id::text, name from sources');
  const userIds = leads.map(({ id }) => id as string);
  const whatOf = ({ kind, key }: SpikeSubject): string =>
    kind === 'source' ? ((names.find(({ id }) => id === key)?.name as string | undefined) ?? key) : key;
  const matters = spikes.map((spike) => {
    const subject = { kind: spike.kind as SpikeSubject['kind'], key: spike.key as string };
    const told = {
      id: spike.id as string,
      kind: subject.kind,
      what: whatOf(subject),
      count: spike.count as number,
      hours: spike.hours as number,
      usual: spike.usual as number,
      also: (spike.also as SpikeSubject[]).map((one) => ({ kind: one.kind, what: whatOf(one) })),
    };
    return {
      event: 'spike' as const,
      severity: 'high' as const,
      caseId: null,
      escalationId: null,
      detail: { spike: told },
      userIds,
    };
  });
  await tellMatters(sql, matters, now, mail);
}
