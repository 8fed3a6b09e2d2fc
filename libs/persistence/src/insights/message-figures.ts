import { daysOf, type InsightFilter, type InsightPeriod, type PartFigures, type Topic } from '@earshot/domain';
import { SqlParameters } from '../queries/sql-parameters.js';
import type { Sql } from '../repositories/sql.js';
import { countDays } from './count-days.js';

export interface MessageCount {
  readonly received: number;
  readonly unhappy: number;
}

export interface MessageFigures {
  readonly total: MessageCount;
  /** By the index of the bucket; what is absent is 0. */
  readonly buckets: ReadonlyMap<number, MessageCount>;
  readonly topics: readonly PartFigures<Topic>[];
  readonly languages: readonly PartFigures[];
  readonly sources: readonly PartFigures[];
}

/**
 * How many messages were written, and how many of them by unhappy customers. A filter by severity asks for the unhappy ones
 * of that severity among all that were received.
 *
 * @param counted whether the days of the period's zone are kept ready; else they are counted from the messages, which is
 *   right as well, and slower
 */
export async function messageFigures(
  sql: Sql,
  period: InsightPeriod,
  filter: InsightFilter,
  counted: boolean,
): Promise<MessageFigures> {
  const parameters = new SqlParameters();
  const days = counted ? keptDays(period, parameters) : countDays(zoneDays(period), parameters);
  const rows = await sql.query(
    `with d as ${counted ? 'not materialized' : 'materialized'} (${days}),
       x as (select width_bucket(d.day, ${parameters.add(period.buckets.map(({ day }) => day))}::date[]) as bucket,
         d.source_id, d.language, sum(d.received) as received, sum(${unhappyOf(filter, parameters)}) as unhappy
         from d where ${topicCondition(filter, parameters)} and ${messageConditions(filter, parameters)} group by 1, 2, 3),
       t as (select d.topic, d.received, ${unhappyOf(filter, parameters)} as unhappy
         from d where d.topic <> '' and ${messageConditions(filter, parameters)})
     select case grouping(bucket, source_id, language) when 3 then 'bucket' when 5 then 'source' when 6 then 'language'
         else 'total' end as part, coalesce(bucket::text, source_id::text, language) as key,
       coalesce(sum(received), 0)::int as received, coalesce(sum(unhappy), 0)::int as unhappy
     from x group by grouping sets ((bucket), (source_id), (language), ())
     union all
     select 'topic', topic, sum(received)::int, sum(unhappy)::int from t group by topic`,
    parameters.values,
  );
  const part = (name: string) => rows.filter((row) => row.part === name).map((row) => row as unknown as PartFigures);
  const most = <Key extends string>(parts: PartFigures[]) =>
    parts
      .map(({ key, received, unhappy }) => ({ key: key as Key, received, unhappy }))
      .sort((a, b) => b.unhappy - a.unhappy || b.received - a.received || (a.key < b.key ? -1 : 1));
  return {
    total: part('total').map(({ received, unhappy }) => ({ received, unhappy }))[0] ?? { received: 0, unhappy: 0 },
    buckets: new Map(part('bucket').map(({ key, received, unhappy }) => [Number(key) - 1, { received, unhappy }])),
    topics: most<Topic>(part('topic')),
    languages: most(part('language')),
    sources: most(part('source')),
  };
}

function keptDays({ zone, firstDay, lastDay }: InsightPeriod, parameters: SqlParameters): string {
  return `select topic, day, source_id, language, severity, received, unhappy from insight_days
    where zone = ${parameters.add(zone)} and day between ${parameters.add(firstDay)}::date and ${parameters.add(lastDay)}::date`;
}

const zoneDays = (period: InsightPeriod) => daysOf(period).map((span) => ({ ...span, zone: period.zone }));

function unhappyOf({ severities }: InsightFilter, parameters: SqlParameters): string {
  if (severities.length === 0) return 'd.unhappy';
  return `case when d.severity = any(${parameters.add(severities)}::text[]) then d.unhappy else 0 end`;
}

/** A message of two topics stands in the rows of each: one topic is asked for at a time. */
function topicCondition({ topics }: InsightFilter, parameters: SqlParameters): string {
  return `d.topic = ${parameters.add(topics[0] ?? '')}`;
}

function messageConditions({ sourceIds, languages }: InsightFilter, parameters: SqlParameters): string {
  const conditions = ['true'];
  if (sourceIds.length > 0) conditions.push(`d.source_id = any(${parameters.add(sourceIds)}::bigint[])`);
  if (languages.length > 0) conditions.push(`d.language = any(${parameters.add(languages)}::text[])`);
  return conditions.join(' and ');
}
