import { SqlParameters } from '../queries/sql-parameters.js';

/**
 * What counts as a message, and as an unhappy one, everywhere: the newest revision of what a person wrote, when they wrote
 * it; unhappy by the latest word of one of us, else by the judgement in force. Joins to a message `m` its judgement `a`, and
 * `j` with `unhappy` and `severity`.
 */
export const JUDGEMENT = `
  cross join lateral (select verdict, severity, language, topics from assessments
    where message_id = m.id order by id desc limit 1) a
  left join lateral (select dissatisfied, severity from verdicts where message_id = m.id order by id desc limit 1) v on true
  cross join lateral (select coalesce(v.dissatisfied, a.verdict = 'dissatisfied') as unhappy,
    coalesce(v.severity, a.severity) as severity) j`;

export const COUNTED = `m.superseded_at is null and m.kind = 'person'`;

export interface Span {
  readonly zone: string;
  readonly day: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * The rows of `insight_days` for these days, from the messages themselves. `offset 0` keeps each day a look of its own into
 * the index of messages: joined freely, the planner reads all messages of all years for a handful of days.
 */
export function countDays(spans: readonly Span[], parameters: SqlParameters): string {
  const zones = parameters.add(spans.map(({ zone }) => zone));
  const days = parameters.add(spans.map(({ day }) => day));
  const starts = parameters.add(spans.map(({ from }) => from));
  const ends = parameters.add(spans.map(({ to }) => to));
  return `select s.zone, t.topic, s.day, m.source_id, a.language,
      case when j.unhappy then j.severity else 'none' end as severity,
      count(*)::int as received, (count(*) filter (where j.unhappy))::int as unhappy
    from unnest(${zones}::text[], ${days}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
        as s(zone, day, starts, ends)
      cross join lateral (select * from messages where sent_at >= s.starts and sent_at < s.ends offset 0) m
      ${JUDGEMENT}
      cross join lateral (select '' as topic union all select distinct unnest(a.topics)) t
    where ${COUNTED}
    group by 1, 2, 3, 4, 5, 6`;
}
