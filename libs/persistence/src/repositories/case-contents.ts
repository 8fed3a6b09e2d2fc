import type { CaseContents, CaseHead, HeldMessage, HeldTask } from '@earshot/domain';
import { NotFound } from '@earshot/domain';
import type { Row, Sql } from './sql.js';
import { storedAssessment, storedMessage } from './verdicts.repository.js';

/** Everything that the cases hold, as far as moving it asks. @throws NotFound for the first that does not exist */
export async function loadContents(sql: Sql, caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseContents>> {
  const heads = await sql.query(HEADS, [caseIds]);
  const missing = caseIds.find((id) => !heads.some((row) => row.id === id));
  if (missing !== undefined) throw new NotFound('Case', missing);
  const loaded = new Map<string, Row[]>();
  for (const [list, statement] of Object.entries(LISTS)) loaded.set(list, await sql.query(statement, [caseIds]));
  const of = (list: keyof typeof LISTS, caseId: string) =>
    (loaded.get(list) ?? []).filter((row) => row.caseId === caseId || row.case_id === caseId);
  const held = (list: keyof typeof LISTS, caseId: string) => of(list, caseId).map(({ caseId: _, ...row }) => row);
  return new Map(
    heads.map(({ group, ...head }) => {
      const id = head.id as string;
      return [
        id,
        {
          head: head as unknown as CaseHead,
          group: group as string | null,
          messages: of('messages', id).map(heldMessage),
          replies: held('replies', id),
          tasks: held('tasks', id) as unknown as HeldTask[],
          calls: held('calls', id),
          options: held('options', id),
          compensations: held('compensations', id),
          outgoingReplies: held('outgoingReplies', id),
          drafts: held('drafts', id),
          watchEvents: held('watchEvents', id),
        } as unknown as CaseContents,
      ];
    }),
  );
}

const HEADS = `
  select c.id, c.version, c.customer_id as "customerId", c.source_id as "sourceId", c.state, c.severity, c.channel,
    c.language, c.topics, c.subject, c.subject_key as "subjectKey", c.owner_id as "ownerId", c.opened_at as "openedAt",
    c.last_message_at as "lastMessageAt", c.message_count as "messageCount",
    c.flagged_message_id as "flaggedMessageId", c.answered_at as "answeredAt", c.solved_at as "solvedAt",
    c.merged_into as "mergedInto", cu.group_name as "group"
  from cases c left join customers cu on cu.id = c.customer_id
  where c.id = any($1::bigint[]) order by c.id`;

const LISTS = {
  messages: `
    select m.*, to_jsonb(a) as judged, to_jsonb(v) as verdict from messages m
      left join lateral (select * from assessments where message_id = m.id order by id desc limit 1) a on true
      left join lateral (select dissatisfied, severity from verdicts where message_id = m.id order by id desc limit 1) v
        on true
    where m.case_id = any($1::bigint[]) order by m.sent_at, m.id`,
  replies: `
    select id, case_id as "caseId", source_id as "sourceId", answers, sent_at as "sentAt", automatic
    from seen_replies where case_id = any($1::bigint[]) order by id`,
  tasks: `
    select t.id, t.case_id as "caseId", t.kind, t.state, t.message_id as "messageId", t.due_at as "dueAt",
      t.closed_at as "closedAt", t.closed_reason as "closedReason", t.paused_at as "pausedAt",
      t.minutes_left as "minutesLeft", k.calendar
    from tasks t left join commitments k on k.task_id = t.id where t.case_id = any($1::bigint[]) order by t.id`,
  calls: `
    select id, case_id as "caseId", at, reached from case_calls where case_id = any($1::bigint[]) order by id`,
  options: `
    select id, case_id as "caseId", chosen_at as "chosenAt" from case_options
    where case_id = any($1::bigint[]) order by id`,
  compensations: `
    select id, case_id as "caseId" from compensations where case_id = any($1::bigint[]) order by id`,
  outgoingReplies: `
    select id, case_id as "caseId", answers_message_id as "answersMessageId", sent_at as "sentAt"
    from outgoing_replies where case_id = any($1::bigint[]) order by id`,
  drafts: `
    select id, case_id as "caseId", user_id as "userId", answers_message_id as "answersMessageId"
    from reply_drafts where case_id = any($1::bigint[]) order by id`,
  watchEvents: `
    select id, case_id as "caseId" from watch_events where case_id = any($1::bigint[]) order by id`,
} as const;

function heldMessage(row: Row): HeldMessage {
  return {
    message: storedMessage(row),
    superseded: row.superseded_at !== null,
    assessment: row.judged === null ? null : storedAssessment(row.judged as Row),
    verdict: row.verdict as HeldMessage['verdict'],
  };
}
