import {
  DIGEST_REASONS,
  EVERYTHING,
  SEVERITIES,
  type DigestAsk,
  type DigestCase,
  type DigestCases,
  type DigestFacts,
  type DigestReason,
  type DigestScope,
  type DigestSpike,
  type InsightFilter,
} from '@earshot/domain';
import { caseConditions } from '../insights/insight-conditions.js';
import type { Row, Sql } from '../repositories/sql.js';
import { insightFigures } from './insight-queries.js';
import { ALSO } from './spike-queries.js';
import { SqlParameters } from './sql-parameters.js';

/** A digest names this many cases for a reason; the board has the rest. */
const SHOWN = 5;

export async function digestFacts(sql: Sql, ask: DigestAsk): Promise<DigestFacts> {
  const { scope, now, span, history, before, week } = ask;
  const filter: InsightFilter = { ...EVERYTHING, ...scope };
  const figures = (period: typeof span) => insightFigures(sql, period, filter, now);
  return {
    cases: await urgentCases(sql, ask, filter),
    span: await figures(span),
    days: (await figures(history)).buckets,
    before: await figures(before),
    week: await figures(week),
    ...(await openCounts(sql, ask, filter)),
    spikes: await runningSpikes(sql, scope),
    ...(await sourceTroubles(sql, scope)),
    taught: await taught(sql, ask),
  };
}

async function urgentCases(sql: Sql, ask: DigestAsk, filter: InsightFilter): Promise<DigestFacts['cases']> {
  const parameters = new SqlParameters();
  const now = parameters.add(ask.now);
  const rows = await sql.query(
    `with first as (
       select distinct on (c.id) c.id, c.subject, c.severity, c.state, c.owner_id, c.customer_id, c.source_id,
         c.flagged_message_id, t.kind, t.due_at
       from tasks t join cases c on c.id = t.case_id
       where t.state = 'open' and t.kind in ('answer', 'solve', 'promise')
         and (c.snoozed_until is null or c.snoozed_until <= ${now} or t.due_at < ${now})
         and ${caseConditions(filter, 'c', parameters)}
       order by c.id, t.due_at, t.id),
     reasoned as (
       select *, case when due_at < ${now} then 'overdue' when due_at <= ${parameters.add(ask.endOfToday)} then 'due_today'
         when severity = 'critical' then 'critical'
         when kind = 'promise' and due_at <= ${parameters.add(ask.soon)} then 'promise'
         when kind = 'answer' and owner_id is null then 'unowned' end as reason
       from first),
     ranked as (
       select *, count(*) over (partition by reason)::int as total,
         (count(*) filter (where severity = 'critical') over (partition by reason))::int as critical,
         row_number() over (partition by reason order by array_position(${parameters.add(SEVERITIES)}::text[], severity) desc,
           (kind = 'promise' and reason = 'overdue') desc, due_at, id) as place
       from reasoned where reason is not null)
     select r.id, r.reason, r.total, r.critical, r.subject, r.severity, r.state, r.kind, r.due_at, s.name as source,
       coalesce(k.name, m.author_name, m.author_address, m.author_handle) as customer, u.id as owner_id, u.name as owner
     from ranked r join sources s on s.id = r.source_id left join customers k on k.id = r.customer_id
       left join messages m on m.id = r.flagged_message_id left join users u on u.id = r.owner_id
     where r.place <= ${SHOWN} order by r.place`,
    parameters.values,
  );
  const of = (reason: DigestReason): DigestCases => {
    const shown = rows.filter((row) => row.reason === reason);
    const [{ total, critical } = { total: 0, critical: 0 }] = shown;
    return { total: total as number, critical: critical as number, shown: shown.map(digestCase) };
  };
  return Object.fromEntries(DIGEST_REASONS.map((reason) => [reason, of(reason)])) as DigestFacts['cases'];
}

async function openCounts(
  sql: Sql,
  { now, endOfToday }: DigestAsk,
  filter: InsightFilter,
): Promise<Pick<DigestFacts, 'unowned' | 'checksDue' | 'doubtful'>> {
  const parameters = new SqlParameters();
  const end = parameters.add(endOfToday);
  const at = parameters.add(now);
  // Without an owner is what the board lists as waiting for an answer and owned by nobody: the digest leads there.
  const [row] = await sql.query(
    `select (count(*) filter (where t.kind = 'answer' and c.owner_id is null
         and (c.snoozed_until is null or c.snoozed_until <= ${at} or t.due_at < ${at})))::int as unowned,
       (count(*) filter (where t.kind in ('recovery_check', 'review_request', 'win_back') and t.due_at <= ${end}))::int
         as "checksDue",
       (count(*) filter (where t.kind = 'review'))::int as doubtful
     from tasks t join cases c on c.id = t.case_id
     where t.state = 'open' and t.kind in ('answer', 'recovery_check', 'review_request', 'win_back', 'review')
       and ${caseConditions(filter, 'c', parameters)}`,
    parameters.values,
  );
  return row as unknown as Pick<DigestFacts, 'unowned' | 'checksDue' | 'doubtful'>;
}

/** A topic or a word is everybody's; a source is of those who read about it. */
async function runningSpikes(sql: Sql, { sourceIds }: DigestScope): Promise<DigestSpike[]> {
  const rows = await sql.query(
    `select p.kind, coalesce(s.name, p.key) as what, p.hours, p.count, p.usual, ${ALSO} as also
     from spikes p left join sources s on p.kind = 'source' and s.id::text = p.key
     where p.ended_at is null and p.acknowledged_at is null
       and (p.kind <> 'source' or cardinality($1::text[]) = 0 or p.key = any($1::text[]))
     order by p.count / greatest(p.usual, 1) desc, p.id limit ${SHOWN}`,
    [sourceIds],
  );
  return rows as unknown as DigestSpike[];
}

async function sourceTroubles(
  sql: Sql,
  { sourceIds }: DigestScope,
): Promise<Pick<DigestFacts, 'troubledSources' | 'quarantined' | 'sampleOnly'>> {
  const mine = `(cardinality($1::bigint[]) = 0 or s.id = any($1::bigint[]))`;
  const troubled = await sql.query(
    `select s.name, s.state, s.state_since as since, s.state_reason as reason from sources s
     where s.state <> 'healthy' and ${mine} order by s.state_since, s.id`,
    [sourceIds],
  );
  const [counts] = await sql.query(
    `select (select count(*)::int from quarantine q join sources s on s.id = q.source_id
        where q.state = 'open' and ${mine}) as quarantined,
       coalesce((select bool_and(sample) from sources), false) as "sampleOnly"`,
    [sourceIds],
  );
  return {
    troubledSources: troubled as unknown as DigestFacts['troubledSources'],
    quarantined: counts?.quarantined as number,
    sampleOnly: counts?.sampleOnly as boolean,
  };
}

/** What people said of the detector's judgements, against the one in force when they did. */
async function taught(sql: Sql, { span, now }: DigestAsk): Promise<DigestFacts['taught']> {
  const [row] = await sql.query(
    `select count(*)::int as verdicts,
       (count(*) filter (where v.dissatisfied <> (a.verdict = 'dissatisfied')))::int as changed
     from verdicts v join lateral (select verdict from assessments where message_id = v.message_id
       and assessed_at <= v.given_at order by id desc limit 1) a on true
     where v.given_at >= $1 and v.given_at < $2`,
    [span.from, now],
  );
  const [overlay] = await sql.query(
    `select (figures->'before'->>'precision')::float8 as before, (figures->'after'->>'precision')::float8 as after
     from overlays where state = 'in_force' and adopted_at >= $1 and adopted_at < $2 order by adopted_at desc limit 1`,
    [span.from, now],
  );
  return {
    verdicts: row?.verdicts as number,
    changed: row?.changed as number,
    precision: overlay === undefined ? null : { before: overlay.before as number, after: overlay.after as number },
  };
}

function digestCase(row: Row): DigestCase {
  return {
    caseId: row.id as string,
    subject: row.subject as string | null,
    customer: row.customer as string | null,
    source: row.source as string,
    severity: row.severity as DigestCase['severity'],
    state: row.state as DigestCase['state'],
    owner: row.owner_id === null ? null : { id: row.owner_id as string, name: row.owner as string },
    taskKind: row.kind as DigestCase['taskKind'],
    dueAt: row.due_at as Date,
  };
}
