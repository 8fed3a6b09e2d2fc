import type {
  CaseCall,
  CaseCause,
  CaseCompensation,
  CaseOption,
  PlaybookCase,
  PlaybookCaseUnderAction,
  PlaybookTask,
} from '@earshot/domain';
import { NotFound } from '@earshot/domain';
import type { Row, Sql } from './sql.js';
import { TASK_COLUMNS, taskOfRow } from './task-row.js';
import { findJudgedMessage } from './verdicts.repository.js';

/** A case with all that its playbook speaks of. @throws NotFound */
export async function loadPlaybookCase(sql: Sql, caseId: string): Promise<PlaybookCase> {
  const [head] = await sql.query(HEAD, [caseId]);
  if (head === undefined) throw new NotFound('Case', caseId);
  const rowsOf = (statement: string) => sql.query(statement, [caseId]);
  const { flaggedMessageId, customerId, customerName, leftAt, reviewUrl, startedByReview, ...rest } = head;
  const { causeStage, causeKind, correctiveAction, lessonId, ...plain } = rest;
  return {
    ...(plain as unknown as PlaybookCase),
    customer:
      customerId === null
        ? null
        : { id: customerId as string, name: customerName as string | null, leftAt: leftAt as Date | null },
    flagged: await findJudgedMessage(sql, flaggedMessageId as string),
    review: startedByReview === true ? { url: reviewUrl as string | null } : null,
    cause: { stage: causeStage, kind: causeKind, correctiveAction, lessonId } as CaseCause,
    calls: (await rowsOf(CALLS)) as unknown as CaseCall[],
    options: (await rowsOf(OPTIONS)) as unknown as CaseOption[],
    compensations: (await rowsOf(COMPENSATIONS)) as unknown as CaseCompensation[],
    tasks: (await rowsOf(TASKS)).map(playbookTask),
  };
}

/** What this person did to the case with the playbook's deeds, which keep a mark of what was asked. */
export async function loadDeeds(sql: Sql, caseId: string, actorId: string): Promise<PlaybookCaseUnderAction['deeds']> {
  const rows = await sql.query(
    `select type, (detail->>'seenVersion')::int as "seenVersion", detail->>'request' as request from case_events
     where case_id = $1 and actor_id = $2 and detail ? 'seenVersion'`,
    [caseId, actorId],
  );
  return rows as unknown as PlaybookCaseUnderAction['deeds'];
}

/** An edited message counts as it reads now; of several judgements the last. */
const HEAD = `
  select c.id, c.version, c.state, c.severity, c.channel, c.language, c.subject, c.owner_id as "ownerId",
    c.merged_into as "mergedInto", c.opened_at as "openedAt", c.answered_at as "answeredAt", c.solved_at as "solvedAt",
    c.flagged_message_id as "flaggedMessageId", c.customer_id as "customerId", cu.left_at as "leftAt",
    coalesce(cu.name, first.author_name) as "customerName",
    first.channel = 'review' as "startedByReview", first.url as "reviewUrl",
    c.cause_stage as "causeStage", c.cause_kind as "causeKind", c.corrective_action as "correctiveAction",
    c.lesson_id as "lessonId",
    array(select distinct cue->>'kind' from messages m
            join lateral (select escalations from assessments where message_id = m.id order by id desc limit 1) a on true
            cross join jsonb_array_elements(a.escalations) as cue
          where m.case_id = c.id and m.superseded_at is null order by 1) as escalations,
    exists (select from escalations e where e.case_id = c.id and 'manager' = any(e.tell))
      or coalesce(o.role in ('manager', 'admin'), false) as "managerTold",
    exists (select from cases other join tasks t on t.case_id = other.id
            where other.customer_id = c.customer_id and other.id <> c.id and t.kind = 'win_back'
              and t.state in ('open', 'paused')) as "winBackElsewhere",
    ((select count(*) from seen_replies r where r.case_id = c.id and not r.automatic)
      + (select count(*) from outgoing_replies r
         where r.case_id = c.id and r.state = 'sent' and r.seen_reply_id is null))::int as "writtenAnswers"
  from cases c
    left join customers cu on cu.id = c.customer_id
    left join users o on o.id = c.owner_id
    left join lateral (select channel, url, author_name from messages
                       where case_id = c.id order by sent_at, id limit 1) first on true
  where c.id = $1`;

const CALLS = `
  select k.id, k.at, k.direction, k.reached, k.minutes, k.summary,
    case when k.actor_id is not null then json_build_object('id', k.actor_id::text, 'name', coalesce(u.name, '')) end
      as actor
  from case_calls k left join users u on u.id = k.actor_id where k.case_id = $1 order by k.at, k.id`;

const OPTIONS = `
  select id, text, offered_at as "offeredAt", chosen_at as "chosenAt" from case_options where case_id = $1 order by id`;

const COMPENSATIONS = `
  select id, kind, value::text, currency, description, expires_on::text as "expiresOn", given_at as "givenAt",
    used_at as "usedAt"
  from compensations where case_id = $1 order by id`;

const TASKS = `
  select ${TASK_COLUMNS}, t.note
  from tasks t left join commitments k on k.task_id = t.id where t.case_id = $1 order by t.id`;

function playbookTask(row: Row): PlaybookTask {
  return { ...taskOfRow(row), note: row.note as string | null };
}
