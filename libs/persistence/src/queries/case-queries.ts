import type {
  AnswerEvidence,
  Attachment,
  AssessmentVerdict,
  CaseState,
  Channel,
  ClockName,
  EscalationCue,
  MessageKind,
  SecondOpinion,
  Severity,
  Signal,
  Target,
  TaskKind,
  TaskState,
  Topic,
} from '@earshot/domain';
import { NotFound } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { MESSAGE_VIEW } from './message-view.js';

interface Ref {
  readonly id: string;
  readonly name: string;
}

export interface CaseMessageRow {
  readonly id: string;
  readonly revision: number;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly source: Ref & { readonly kind: string; readonly sample: boolean };
  readonly author: string;
  readonly authorAddress: string | null;
  readonly sentAt: Date;
  readonly receivedAt: Date;
  /** When we saw that it had been taken away at its source. */
  readonly removedAt: Date | null;
  readonly subject: string | null;
  readonly text: string;
  readonly quoted: string | null;
  readonly signature: string | null;
  readonly rating: number | null;
  readonly url: string | null;
  readonly attachments: Attachment[];
  readonly tags: string[];
  readonly assessment: {
    readonly language: string;
    readonly languageConfidence: number;
    readonly verdict: AssessmentVerdict;
    readonly probability: number;
    readonly severity: Severity;
    readonly signals: Signal[];
    readonly escalations: EscalationCue[];
    readonly topics: Topic[];
    readonly model: string;
  } | null;
  /** The newest one. `judgedAt` is ISO 8601. */
  readonly secondOpinion: (Omit<SecondOpinion, 'messageId'> & { readonly judgedAt: string }) | null;
}

export interface CaseReplyRow {
  readonly id: string;
  readonly sentAt: Date;
  readonly automatic: boolean;
  readonly subject: string | null;
  readonly text: string;
}

export interface CaseTaskRow {
  readonly id: string;
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  readonly note: string | null;
  readonly pausedAt: Date | null;
  readonly minutesLeft: number | null;
  readonly commitment: {
    readonly clock: ClockName;
    readonly standard: string;
    readonly target: Target;
    readonly calendar: string;
    readonly zone: string;
    readonly startedAt: string;
    readonly derivation: string[];
  } | null;
  readonly answer: {
    readonly at: string;
    readonly seconds: number;
    readonly inTime: boolean;
    readonly evidence: AnswerEvidence;
  } | null;
}

export interface CaseEventRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: Ref | null;
  readonly type: string;
  readonly detail: Record<string, unknown>;
}

interface CaseHead {
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly subject: string | null;
  readonly customer: { readonly id: string | null; readonly name: string };
  readonly owner: Ref | null;
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly solvedAt: Date | null;
  readonly snoozedUntil: Date | null;
  readonly mergedInto: string | null;
}

export interface CaseDetail extends CaseHead {
  readonly messages: CaseMessageRow[];
  readonly replies: CaseReplyRow[];
  readonly tasks: CaseTaskRow[];
  readonly events: CaseEventRow[];
}

/** A case with its whole history, as one page shows it. */
export class CaseQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The head is read first: should the case change meanwhile, the reader holds an old version with new content, and
   * acting on it is refused as a conflict; the other way round it would be accepted. @throws NotFound
   */
  async detail(caseId: string): Promise<CaseDetail> {
    const [head] = await this.dataSource.query<CaseHead[]>(HEAD, [caseId]);
    if (head === undefined) throw new NotFound('Case', caseId);
    return {
      ...head,
      messages: await this.dataSource.query<CaseMessageRow[]>(MESSAGES, [caseId]),
      replies: await this.dataSource.query<CaseReplyRow[]>(REPLIES, [caseId]),
      tasks: await this.dataSource.query<CaseTaskRow[]>(TASKS, [caseId]),
      events: await this.dataSource.query<CaseEventRow[]>(EVENTS, [caseId]),
    };
  }
}

/** As JSON spells instants everywhere else. */
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const HEAD = `
  select c.id as "caseId", c.version, c.state, c.severity, c.subject, c.opened_at as "openedAt",
    c.answered_at as "answeredAt", c.solved_at as "solvedAt", c.snoozed_until as "snoozedUntil",
    c.merged_into as "mergedInto",
    json_build_object('id', c.customer_id::text,
      'name', coalesce(cu.name, m.author_name, m.author_address, m.author_handle, '')) as customer,
    case when o.id is not null then json_build_object('id', o.id::text, 'name', o.name) end as owner
  from cases c
    left join customers cu on cu.id = c.customer_id
    left join users o on o.id = c.owner_id
    left join messages m on m.id = c.flagged_message_id
  where c.id = $1`;

/** An edited message is shown as it reads now. */
const MESSAGES = `${MESSAGE_VIEW}
  where m.case_id = $1 and m.superseded_at is null
  order by m.sent_at, m.id`;

const REPLIES = `
  select id, sent_at as "sentAt", automatic, subject, text from seen_replies where case_id = $1 order by sent_at, id`;

const TASKS = `
  select t.id, t.kind, t.state, t.opened_at as "openedAt", t.due_at as "dueAt", t.closed_at as "closedAt",
    t.closed_reason as "closedReason",
    t.note, t.paused_at as "pausedAt", t.minutes_left as "minutesLeft",
    case when k.task_id is not null then json_build_object('clock', k.clock, 'standard', k.standard,
      'target', json_build_object('unit', k.target_unit, 'amount', k.target_amount), 'calendar', k.calendar,
      'zone', k.zone, 'startedAt', ${instant('k.received_at')}, 'derivation', k.derivation) end as commitment,
    case when a.task_id is not null then json_build_object('at', ${instant('a.at')}, 'seconds', a.seconds,
      'inTime', a.in_time, 'evidence', a.evidence) end as answer
  from tasks t left join commitments k on k.task_id = t.id
    left join case_answers a on a.task_id = t.id and t.state in ('done', 'cancelled')
  where t.case_id = $1 order by t.id`;

/** An actor who is no longer a user stays an actor. */
const EVENTS = `
  select e.id, e.at, e.type, e.detail,
    case when e.actor_id is not null then json_build_object('id', e.actor_id::text, 'name', coalesce(u.name, '')) end
      as actor
  from case_events e left join users u on u.id = e.actor_id
  where e.case_id = $1 order by e.at, e.id`;
