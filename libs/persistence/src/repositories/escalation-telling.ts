import {
  audienceMembers,
  type Audience,
  type HandOnMail,
  type NotificationDetail,
  type NotificationEvent,
  type Severity,
} from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import type { Sql } from './sql.js';
import { colleagues, tellMatters, type ToldMatter } from './tell-matters.js';

/** A step that is to be told, of a task's deadline or of a message that cannot wait. */
export interface Telling {
  readonly caseId: string;
  readonly ownerId: string | null;
  readonly severity: Severity;
  readonly cause: { readonly taskId: string; readonly dueAt: Date } | { readonly messageId: string };
  readonly step: string;
  readonly to: readonly Audience[];
  readonly event: NotificationEvent;
  readonly detail: NotificationDetail;
}

/**
 * Writes what is told: the escalation, whose unique key makes it once, and for those that are new the notifications of
 * their people and the line of the timeline. Resolves to what was new.
 */
export async function tellEscalations(
  sql: Sql,
  tellings: readonly Telling[],
  at: Date,
  mail: HandOnMail | null,
): Promise<readonly Telling[]> {
  if (tellings.length === 0) return [];
  const added = await bulkInsert(
    sql,
    'escalations',
    {
      case_id: ['bigint', (t) => t.caseId],
      task_id: ['bigint', ({ cause }) => ('taskId' in cause ? cause.taskId : null)],
      message_id: ['bigint', ({ cause }) => ('messageId' in cause ? cause.messageId : null)],
      step: ['text', (t) => t.step],
      due_at: ['timestamptz', ({ cause }) => ('dueAt' in cause ? cause.dueAt : null)],
      tell: ['text[]', (t) => t.to],
      fired_at: ['timestamptz', () => at],
    },
    tellings,
    'on conflict do nothing returning id, task_id, message_id',
  );
  const ids = new Map(added.map((row) => [row.task_id ?? `of ${String(row.message_id)}`, row.id as string]));
  const people = await colleagues(sql);
  const fresh = tellings.flatMap((telling) => {
    const { cause } = telling;
    const id = ids.get('taskId' in cause ? cause.taskId : `of ${cause.messageId}`);
    return id === undefined ? [] : [{ telling, id, members: audienceMembers(telling.to, telling.ownerId, people) }];
  });
  await tellMatters(sql, fresh.map(toldOf), at, mail);
  await bulkInsert(
    sql,
    'case_events',
    {
      case_id: ['bigint', ({ telling }) => telling.caseId],
      at: ['timestamptz', () => at],
      type: ['text', () => 'escalated'],
      detail: [
        'jsonb',
        ({ telling: { cause, step, to, event, detail }, members }) => ({
          ...('taskId' in cause ? { taskId: cause.taskId } : { messageId: cause.messageId }),
          event,
          ...detail,
          step,
          tell: to,
          userIds: members,
        }),
      ],
    },
    fresh,
  );
  return fresh.map(({ telling }) => telling);
}

function toldOf({
  telling: { event, severity, caseId, detail },
  id,
  members,
}: {
  readonly telling: Telling;
  readonly id: string;
  readonly members: readonly string[];
}): ToldMatter {
  return { event, severity, caseId, escalationId: id, detail, userIds: members };
}
