import {
  NotFound,
  SpikeStore,
  type HandOnMail,
  type SpikeText,
  type SpikeWindow,
  type UnusualRise,
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

  async keep(rises: readonly UnusualRise[], now: Date, quietSince: Date, mail: HandOnMail | null): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1)', [SPIKE_LOCK]);
      const opened: Row[] = [];
      for (const rise of rises) opened.push(...(await keepRise(sql, rise, now)));
      const ended = await sql.query(
        'update spikes set ended_at = last_seen_at where ended_at is null and last_seen_at < $1 returning id',
        [quietSince],
      );
      if (opened.length > 0) await tellLeads(sql, opened, now, mail);
      if (opened.length + ended.length > 0) await new ChangesRepository(sql).announce({ topics: ['notifications'] });
      return opened.length;
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

/** One episode of a thing runs at a time, by its unique key; the messages that make it are gathered. Resolves to it when new. */
async function keepRise(sql: Sql, rise: UnusualRise, now: Date): Promise<Row[]> {
  const { kind, key, hours, count, usual, before, messageIds } = rise;
  const added = await sql.query(
    `insert into spikes as s (kind, key, started_at, last_seen_at, hours, count, usual, weeks, message_ids)
     values ($1, $2, $3, $3, $4, $5, $6, $7, $8)
     on conflict (kind, key) where ended_at is null do update set last_seen_at = excluded.last_seen_at,
       count = greatest(s.count, excluded.count), usual = excluded.usual,
       message_ids = (array(select distinct unnest(s.message_ids || excluded.message_ids) order by 1 desc))[1:${MESSAGES_KEPT}]
     returning s.*, xmax = 0 as fresh`,
    [kind, key, now, hours, count, usual, before.length, messageIds.slice(0, MESSAGES_KEPT)],
  );
  return added.filter((row) => row.fresh === true);
}

async function tellLeads(sql: Sql, spikes: readonly Row[], now: Date, mail: HandOnMail | null): Promise<void> {
  const leads = await sql.query(
    `select id from users where disabled_at is null and (role = 'lead'
       or role = 'manager' and not exists (select from users where role = 'lead' and disabled_at is null)) order by id`,
  );
  const names = await sql.query('select id::text, name from sources');
  const userIds = leads.map(({ id }) => id as string);
  const matters = spikes.map((spike) => {
    const what = spike.kind === 'source' ? (names.find(({ id }) => id === spike.key)?.name ?? spike.key) : spike.key;
    const told = {
      id: spike.id as string,
      kind: spike.kind as UnusualRise['kind'],
      what: what as string,
      count: spike.count as number,
      hours: spike.hours as number,
      usual: spike.usual as number,
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
