import { z } from 'zod';
import {
  CASE_STATES,
  CHANNELS,
  CLOCKS,
  ESCALATION_KINDS,
  MESSAGE_KINDS,
  SEVERITIES,
  TASK_KINDS,
  TASK_STATES,
  TOPICS,
  VERDICTS,
} from '@earshot/domain';
import { Id, Instant, pageOf } from './common.js';

export const ALERT_LISTS = [
  'needs_answer',
  'at_risk',
  'overdue',
  'waiting',
  'promises',
  'to_solve',
  'checks',
  'watch',
  'review',
  'answered',
  'not_a_complaint',
] as const;

export const AlertQuery = z.object({
  list: z.enum(ALERT_LISTS).default('needs_answer'),
  owner: z.enum(['me', 'nobody', 'anybody']).default('anybody'),
  severity: z.enum(SEVERITIES).optional(),
  language: z.string().max(35).optional(),
  source: Id.optional(),
  topic: z.enum(TOPICS).optional(),
  text: z.string().trim().min(1).max(200).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AlertQuery = z.infer<typeof AlertQuery>;

export const SignalView = z.object({
  kind: z.string(),
  label: z.string(),
  evidence: z.string(),
  start: z.int(),
  end: z.int(),
  weight: z.number(),
});

export const AssessmentView = z.object({
  language: z.string(),
  languageConfidence: z.number(),
  verdict: z.enum(VERDICTS),
  probability: z.number(),
  severity: z.enum(SEVERITIES),
  signals: z.array(SignalView),
  escalations: z.array(z.object({ kind: z.enum(ESCALATION_KINDS), start: z.int(), end: z.int() })),
  topics: z.array(z.enum(TOPICS)),
  model: z.string(),
});
export type AssessmentView = z.infer<typeof AssessmentView>;

/** What another model says of a message; the judgement stays the detector's. */
export const SecondOpinionView = z.object({
  model: z.string(),
  verdict: z.enum(VERDICTS),
  /** How unhappy by its own measure, 0..1; `null` when it could not read the text. */
  score: z.number().nullable(),
  /** The model's own word. */
  label: z.string().nullable(),
  judgedAt: Instant,
});
export type SecondOpinionView = z.infer<typeof SecondOpinionView>;

const Person = z.object({ id: Id, name: z.string() });
export const SourceRef = z.object({ id: Id, name: z.string(), kind: z.string(), sample: z.boolean() });

/** One row of the alert list: a case with its open task that is due first. */
export const Alert = z.object({
  caseId: Id,
  version: z.int(),
  state: z.enum(CASE_STATES),
  severity: z.enum(SEVERITIES),
  channel: z.enum(CHANNELS),
  language: z.string(),
  topics: z.array(z.enum(TOPICS)),
  customer: z.object({ id: Id.nullable(), name: z.string() }),
  source: SourceRef,
  subject: z.string().nullable(),
  /** The beginning of the newest flagged message (at most 280 characters) with the evidence that stands in it. */
  excerpt: z.object({ text: z.string(), signals: z.array(SignalView) }),
  messageCount: z.int(),
  owner: Person.nullable(),
  openedAt: Instant,
  lastMessageAt: Instant,
  dueAt: Instant.nullable(),
  /** On whose working time `dueAt` was counted; `null` when it was not, and the house's own calendar tells what is left. */
  calendar: z.string().nullable(),
  answeredAt: Instant.nullable(),
});
export type Alert = z.infer<typeof Alert>;
/** Lists are counted up to here: how many more an archive has changes nothing for anybody. */
export const MOST_COUNTED = 10_000;

export const AlertPage = pageOf(Alert).extend({
  /** Counts over the whole lists, not over this page; one more than `MOST_COUNTED` means that there are more. */
  counts: z.record(z.enum(ALERT_LISTS), z.int()),
});
export type AlertPage = z.infer<typeof AlertPage>;

export const MessageView = z.object({
  id: Id,
  revision: z.int(),
  kind: z.enum(MESSAGE_KINDS),
  channel: z.enum(CHANNELS),
  source: SourceRef,
  author: z.string(),
  authorAddress: z.string().nullable(),
  sentAt: Instant,
  receivedAt: Instant,
  /** When we saw that its author or a moderator had taken it away; `null` while it stands there. */
  removedAt: Instant.nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  quoted: z.string().nullable(),
  signature: z.string().nullable(),
  rating: z.number().nullable(),
  url: z.string().nullable(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.int() })),
  tags: z.array(z.string()),
  assessment: AssessmentView.nullable(),
  /** Absent or `null` while nobody else was asked. */
  secondOpinion: SecondOpinionView.nullish(),
});
export type MessageView = z.infer<typeof MessageView>;

/** The company's own answer in the thread. */
export const ReplyView = z.object({
  id: Id,
  sentAt: Instant,
  automatic: z.boolean(),
  subject: z.string().nullable(),
  text: z.string(),
});
export type ReplyView = z.infer<typeof ReplyView>;

export const TaskView = z.object({
  id: Id,
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  openedAt: Instant,
  dueAt: Instant,
  closedAt: Instant.nullable(),
  closedReason: z.string().nullable(),
  /** What exactly: the words of a promise, the sign that is watched. */
  note: z.string().nullable(),
  pausedAt: Instant.nullable(),
  /** Working minutes that were left when it was paused. */
  minutesLeft: z.number().nullable(),
  /** The standard as applied to it; `null` for tasks that have a date of their own: promises, checks, watches. */
  commitment: z
    .object({
      clock: z.enum(CLOCKS),
      standard: z.string(),
      target: z.object({ unit: z.enum(['working_days', 'working_minutes']), amount: z.number() }),
      calendar: z.string(),
      zone: z.string(),
      startedAt: Instant,
      /** The deadline derived step by step, one line each. */
      derivation: z.array(z.string()),
    })
    .nullable(),
  /** When and by what its clock was stopped. */
  answer: z
    .object({
      at: Instant,
      seconds: z.int(),
      inTime: z.boolean(),
      evidence: z.object({ kind: z.enum(['seen', 'sent', 'call', 'recorded']) }),
    })
    .nullable(),
});
export type TaskView = z.infer<typeof TaskView>;

export const CaseEventView = z.object({
  id: Id,
  at: Instant,
  actor: Person.nullable(),
  /** What happened: `opened`, `message_joined`, `answered`, `dismissed`, `assigned`, `reopened` … */
  type: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type CaseEventView = z.infer<typeof CaseEventView>;

/** Actions of a person on a case. */
export const CASE_DEED_NAMES = [
  'answered',
  'acknowledge',
  'wait',
  'resume',
  'not-a-complaint',
  'assign-to-me',
  'unassign',
  'reopen',
  'assign',
  'set-severity',
] as const;
export const CaseActionName = z.enum(CASE_DEED_NAMES);

export const CaseView = z.object({
  caseId: Id,
  version: z.int(),
  state: z.enum(CASE_STATES),
  severity: z.enum(SEVERITIES),
  subject: z.string().nullable(),
  customer: z.object({ id: Id.nullable(), name: z.string() }),
  owner: Person.nullable(),
  openedAt: Instant,
  answeredAt: Instant.nullable(),
  solvedAt: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  /** The case that took over everything of this one. */
  mergedInto: Id.nullable(),
  messages: z.array(MessageView),
  replies: z.array(ReplyView),
  tasks: z.array(TaskView),
  events: z.array(CaseEventView),
  /** What the person who asks can do now, the likeliest first; the buttons are drawn from it. */
  actions: z.array(z.enum(CASE_DEED_NAMES)),
});
export type CaseView = z.infer<typeof CaseView>;

/** `version` is the one that the person saw; another one in force is a 409. */
export const CaseActionRequest = z.object({
  version: z.int().min(1),
  note: z.string().trim().max(2000).optional(),
  /** For `assign`: the user who is to have it. */
  assignee: Id.optional(),
  /** For `set-severity`. */
  severity: z.enum(SEVERITIES).optional(),
});
export type CaseActionRequest = z.infer<typeof CaseActionRequest>;
