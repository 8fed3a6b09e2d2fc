import type { Severity } from '../assessment.js';
import type { CaseState } from '../case.js';
import type { Audience } from '../follow-up.js';
import type { TaskKind } from '../task.js';
import type { HandOnMail } from './hand-on-mail.js';
import type { NotificationEvent } from './notification-store.js';

/** An open task whose next step has come, as the sweep finds it. */
export interface TaskToWarn {
  readonly taskId: string;
  readonly caseId: string;
  readonly kind: TaskKind;
  readonly openedAt: Date;
  readonly dueAt: Date;
  /** `null` for tasks that no response standard opened: promises, checks, early signs. */
  readonly commitment: {
    readonly startedAt: Date;
    readonly standardName: string;
    readonly calendarName: string;
  } | null;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly snoozedUntil: Date | null;
  /** The steps that were told about this very deadline. */
  readonly told: readonly string[];
}

/** What one look at a task comes to. */
export interface LookDecision {
  /** The one step that is told now. */
  readonly tell: {
    readonly step: string;
    readonly to: readonly Audience[];
    readonly event: NotificationEvent;
  } | null;
  /** The case's snooze is over: whoever asked for it is told, once. */
  readonly snoozeEnded: boolean;
  /** When to look again; `null` when nothing of the plan is ahead. */
  readonly nextStepAt: Date | null;
}

export interface SweepReport {
  /** Tasks that were looked at. */
  readonly looked: number;
  /** Steps that were told. */
  readonly told: number;
}

/** A change of a case's snooze by a person; `until` null ends it. */
export interface SnoozeChange {
  readonly caseId: string;
  readonly until: Date | null;
  readonly actorId: string;
  readonly seenVersion: number;
  readonly at: Date;
}

/**
 * Warnings before and after a deadline. A task is looked at when its `next_step_at` has come, and at no other time.
 * Whatever changes a task's plan (opening it, a new owner, a moved deadline, resuming it, a new severity, a snooze)
 * therefore sets `next_step_at` to now in the same transaction; the sweep finds out the rest. Paused and closed tasks are
 * never looked at, whatever stands there.
 */
export abstract class EscalationStore {
  /**
   * Looks at up to `limit` tasks that are due for it and that nobody else holds (SKIP LOCKED). One transaction writes
   * what `decide` says of each: the step that is told (never twice for one deadline), who is told, the case's timeline,
   * the mails handed on, and the next look. Two sweeps at the same moment never look at the same case.
   * @param mail `null` where no mail is sent
   */
  abstract sweep(
    now: Date,
    limit: number,
    decide: (task: TaskToWarn) => LookDecision,
    mail: HandOnMail | null,
  ): Promise<SweepReport>;

  /**
   * Ends a snooze or begins one, and has the case's open tasks looked at anew. Deadlines stay. Resolves to the case's
   * version afterwards.
   * @throws NotFound; Conflict when somebody else was faster, or when the case has no open task to be quiet about
   */
  abstract snooze(change: SnoozeChange): Promise<number>;
}

/** Words that cannot wait, in a message that was just stored. */
export interface ImmediateEscalation {
  readonly messageId: string;
  /** What was heard, the gravest first; that one names the step. */
  readonly cues: readonly string[];
}

/** The part of it that happens in the transaction which stores the message. */
export interface ImmediateEscalations {
  /**
   * Tells owner, leads and managers at once, whatever the hour, each message once and an edited one not again. A message
   * whose case asks nothing of anybody any more (it was answered before it was read) tells nobody.
   * Resolves to the number of messages that were told.
   */
  tellNow(found: readonly ImmediateEscalation[], at: Date, mail: HandOnMail | null): Promise<number>;
}
