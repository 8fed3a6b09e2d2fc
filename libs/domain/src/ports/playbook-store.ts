import type { EscalationKind, Severity } from '../assessment.js';
import type { CaseState } from '../case.js';
import type { CauseKind } from '../follow-up.js';
import type { Channel } from '../message.js';
import type { TaskKind } from '../task.js';
import type { CaseUnderAction, TaskUnderAction } from './case-actions-store.js';
import type { ClosedTask, NewAnswer, NewTask } from './stores.js';

export const CALL_DIRECTIONS = ['outgoing', 'incoming', 'meeting'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

export const COMPENSATION_KINDS = ['gift', 'bonus'] as const;
export type CompensationKind = (typeof COMPENSATION_KINDS)[number];

/** Somebody who did something; `null` where they are no longer known. */
export type KnownPerson = { readonly id: string; readonly name: string } | null;

export interface NewCall {
  readonly at: Date;
  readonly direction: CallDirection;
  /** The customer was spoken to: only then it is an answer. */
  readonly reached: boolean;
  /** 0..1440 */
  readonly minutes: number | null;
  readonly summary: string;
}

export interface CaseCall extends NewCall {
  readonly id: string;
  readonly actor: KnownPerson;
}

export interface CaseOption {
  readonly id: string;
  readonly text: string;
  readonly offeredAt: Date;
  readonly chosenAt: Date | null;
}

export interface NewCompensation {
  readonly kind: CompensationKind;
  /** A decimal string above 0 with at most two places, and its ISO 4217 currency; both or neither. */
  readonly value: string | null;
  readonly currency: string | null;
  readonly description: string;
  /** The last day on which it can be used, `YYYY-MM-DD`. */
  readonly expiresOn: string;
}

export interface CaseCompensation extends NewCompensation {
  readonly id: string;
  readonly givenAt: Date;
  readonly usedAt: Date | null;
}

/** Why it went wrong; everything is `null` until somebody found out. */
export interface CaseCause {
  /** A stage of the playbook. */
  readonly stage: string | null;
  readonly kind: CauseKind | null;
  readonly correctiveAction: string | null;
  readonly lessonId: string | null;
}

export interface PlaybookTask extends TaskUnderAction {
  readonly note: string | null;
}

/** A case with all that its playbook speaks of. */
export interface PlaybookCase {
  readonly id: string;
  readonly version: number;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  /** BCP 47, or `und`. */
  readonly language: string;
  readonly subject: string | null;
  readonly ownerId: string | null;
  readonly mergedInto: string | null;
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly solvedAt: Date | null;
  readonly customer: { readonly id: string; readonly name: string | null; readonly leftAt: Date | null } | null;
  /** Attempts to win the customer back are open in another case: once is enough. */
  readonly winBackElsewhere: boolean;
  readonly flagged: CaseUnderAction['flagged'];
  /** Every kind that was heard in its messages as they read now. */
  readonly escalations: readonly EscalationKind[];
  /** A manager was told by an escalation, or has the case. */
  readonly managerTold: boolean;
  /** The public review that began it, with its address where the channel gives one. */
  readonly review: { readonly url: string | null } | null;
  /** Our own answers in writing, automatic ones left out. */
  readonly writtenAnswers: number;
  readonly cause: CaseCause;
  /** Oldest first, as everything below. */
  readonly calls: readonly CaseCall[];
  readonly options: readonly CaseOption[];
  readonly compensations: readonly CaseCompensation[];
  readonly tasks: readonly PlaybookTask[];
}

/** With what the acting person has done to it before: the event, the version it was decided on and what was asked. */
export interface PlaybookCaseUnderAction extends PlaybookCase {
  readonly deeds: readonly { readonly type: string; readonly seenVersion: number; readonly request: string | null }[];
}

/** A task with a date of its own, which no standard gave it. */
export interface DatedTask {
  readonly kind: Extract<TaskKind, 'promise' | 'recovery_check' | 'review_request' | 'win_back'>;
  readonly dueAt: Date;
  readonly note: string | null;
}

/** A clock that the call stopped; the call itself is the evidence. */
export interface ClosedByCall extends Omit<ClosedTask, 'answer'> {
  readonly answer: Omit<NewAnswer, 'evidence'> | null;
}

export interface NewCauseLesson {
  /** A stage of the playbook. */
  readonly causeStage: string;
  readonly title: string;
  readonly text: string;
}

/** Everything that one deed changes; what is absent stays. */
export interface PlaybookChange {
  readonly state?: CaseState;
  readonly answeredAt?: Date | null;
  readonly solvedAt?: Date | null;
  readonly cause?: CaseCause;
  /** Written down as a new lesson, which the case is then linked to. */
  readonly lesson?: NewCauseLesson;
  /** When the customer left, or `null` when they came back. */
  readonly leftAt?: Date | null;
  readonly call?: NewCall & { readonly closed: readonly ClosedByCall[] };
  readonly offered?: readonly string[];
  readonly chosenOptionId?: string;
  readonly compensation?: NewCompensation;
  readonly usedCompensationId?: string;
  readonly closedTasks?: readonly ClosedTask[];
  readonly datedTasks?: readonly DatedTask[];
  /** Clocks that start anew. */
  readonly newTasks?: readonly NewTask[];
  readonly event: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };
}

export interface CauseLesson extends NewCauseLesson {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: KnownPerson;
  /** When the cause was removed. */
  readonly closedAt: Date | null;
  /** How many cases had this cause. */
  readonly cases: number;
}

export abstract class PlaybookStore {
  /** @throws NotFound */
  abstract find(caseId: string): Promise<PlaybookCase>;
  /**
   * Locks the case, asks `decide` and stores its change with the next version, the event and the notification of open
   * dashboards, all in one transaction. `decide` returns `null` when there is nothing to do; what it throws undoes all.
   * @throws NotFound
   */
  abstract act(
    caseId: string,
    actorId: string,
    at: Date,
    decide: (found: PlaybookCaseUnderAction) => PlaybookChange | null,
  ): Promise<void>;
  /** @throws NotFound */
  abstract findLesson(id: string): Promise<CauseLesson>;
  /** The same words by the same person while the lesson is open are the same lesson. Resolves to its id. */
  abstract addLesson(lesson: NewCauseLesson, actorId: string, at: Date): Promise<string>;
  /** The cause was removed, or (`null`) it was not after all. @throws NotFound */
  abstract closeLesson(id: string, closedAt: Date | null): Promise<void>;
}
