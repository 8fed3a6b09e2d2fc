import type { Assessment, Severity, Topic } from '../assessment.js';
import type { CaseState } from '../case.js';
import type { ClockName } from '../clock-name.js';
import type { AnswerEvidence } from '../follow-up.js';
import type { Channel, IncomingMessage, Message, SeenReply } from '../message.js';
import type { Target } from '../response-standard-target.js';
import type { PollLedger, PollOutcome, Source, SourceState } from '../source.js';
import type { TaskKind, TaskState } from '../task.js';
import type { ImmediateEscalations } from './escalation-store.js';
import type { HandOnMail } from './hand-on-mail.js';
import type { TransactionHandle } from './job-queue.js';
import type { SourceEvent } from './notification-store.js';

/** A source with what only its poller needs. */
export interface SourceToPoll extends Source {
  /** Encrypted; opened by the poller alone. */
  readonly secrets: Uint8Array | null;
  readonly readSince: Date | null;
  /** The interval that its activity has led to, in seconds; `null` until it was read once. */
  readonly paceSeconds: number | null;
  /** The worst of the present trouble that ops people were told of; `null` when there is none to take back. */
  readonly troubleTold: SourceState | null;
}

/** An item that could not be read, as quarantine keeps it. */
export interface QuarantinedItem {
  /** Identifies the item, so that reading it again adds no second row. */
  readonly itemKey: string;
  readonly externalId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly raw: Uint8Array | null;
}

/** What ops people are told about a source. */
export interface SourceNotice {
  readonly event: SourceEvent;
  readonly severity: Severity;
  /** It cannot wait until somebody looks at the dashboard. */
  readonly byMail: boolean;
}

/** Where a source stands after a poll. */
export interface SourceOutcome {
  readonly state: SourceState;
  /** What happened; `null` when healthy. */
  readonly stateReason: string | null;
  /** What a person can do about it, where there is something. */
  readonly stateAdvice: string | null;
  readonly nextPollAt: Date;
  readonly paceSeconds: number | null;
  readonly consecutiveFailures: number;
  readonly succeeded: boolean;
  /** Something new came: an unexpected silence is over. */
  readonly heard: boolean;
  /** When its credentials end, as the service said now; `null` leaves what it said before. */
  readonly credentialsExpireAt: Date | null;
  readonly notice: SourceNotice | null;
  /** The cursor was refused by the other side: forget it. */
  readonly forgetCursor: boolean;
}

/** What one page came to. */
export interface LedgerEntry {
  readonly pollId: string;
  readonly sourceId: string;
  /** The house's day on which it was read, `2026-03-02`. */
  readonly day: string;
  readonly ledger: PollLedger;
  /** When the messages were written that were stored for the first time. */
  readonly written: readonly Date[];
  /** The sender's name for what came, where it was brought to us. */
  readonly deliveryId: string | null;
  /** SHA-256 of what came under that name; `null` where the name is made of it. */
  readonly deliveryHash: Uint8Array | null;
}

/** A delivery that was stored. */
export interface StoredDelivery {
  readonly ledger: PollLedger;
  /** SHA-256 of its body; `null` where none was kept. */
  readonly hash: Uint8Array | null;
}

export interface SourceStore {
  /**
   * Locks the source's row until the transaction ends and checks that `leaseHolder` still holds its lease.
   * @throws Conflict when another worker has taken it over, NotFound when it was deleted.
   */
  lockForStoring(sourceId: string, leaseHolder: string): Promise<void>;
  saveCursor(sourceId: string, cursor: unknown): Promise<void>;
  /**
   * Adds what a page came to: to its poll, to the source's day, and to the hours that its messages were written in.
   * @throws Conflict when something else was stored under the name of the delivery at the same time
   */
  addToPoll(entry: LedgerEntry): Promise<void>;
  /**
   * Adds what is not there yet, and opens anew what was resolved; returns how many rows these were. Of what is open the
   * reason and the raw form are renewed.
   */
  quarantine(sourceId: string, items: readonly QuarantinedItem[]): Promise<number>;
  /** Closes what was quarantined under these external ids: it could be read after all. */
  closeQuarantine(sourceId: string, externalIds: readonly string[], at: Date): Promise<void>;
}

/** What storing a page's messages came to. */
export interface StoredMessages {
  /** New in the database, in the order given: first readings and new revisions. */
  readonly stored: readonly Message[];
  readonly duplicates: number;
}

/** A judgement with the circumstances it was made in, so that it can be made again. */
export interface StoredAssessment {
  readonly messageId: string;
  readonly assessment: Assessment;
  /** Earlier messages of the customer that nobody had answered then. */
  readonly unansweredBefore: number;
  /** Probability of the worst message of the thread that nobody had answered then; `null` when there was none. */
  readonly threadProbability: number | null;
}

export interface MessageStore {
  /** Inserts what is not there yet, with the customers they name; edited ones become the next revision. */
  add(sourceId: string, messages: readonly IncomingMessage[]): Promise<StoredMessages>;
  addAssessments(assessed: readonly StoredAssessment[]): Promise<void>;
  /**
   * Marks messages as taken away at their source, by external id, and says so in the timeline of their cases; what they
   * said stays, and so does the case. A message that is read again there is no longer marked (`add`). Resolves to the
   * cases.
   */
  markRemoved(sourceId: string, externalIds: readonly string[], at: Date): Promise<readonly string[]>;
  /** Inserts what is not there yet and returns only that. */
  addReplies(sourceId: string, replies: readonly SeenReply[]): Promise<readonly StoredReply[]>;
  /** How many messages of each customer wait for an answer; customers without any are absent. */
  unansweredByCustomer(customerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Thread id → probability of the worst message of its case that nobody has answered yet. What was answered weighs no
   * longer: a thank-you after it is a thank-you.
   */
  worstUnanswered(sourceId: string, threadIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export interface StoredReply extends SeenReply {
  readonly id: string;
}

/** A task of a case whose clock runs, or stands still while we wait for the customer. */
export interface RunningTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly state: 'open' | 'paused';
  readonly openedAt: Date;
  readonly dueAt: Date;
  /** Working minutes left when it was paused. */
  readonly minutesLeft: number | null;
  /** Open minutes by which waiting, or graver words that came later, put its deadline behind a promise from its start. */
  readonly waitedMinutes: number;
  /** `null` for tasks that no standard dated: promises, checks, watches. */
  readonly commitment: Pick<CommitmentRow, 'clock' | 'calendar' | 'receivedAt'> | null;
}

/** What is known of a case before a page is worked in. */
export interface KnownCase {
  readonly id: string;
  readonly sourceId: string;
  readonly customerId: string | null;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly tasks: readonly RunningTask[];
  readonly answeredAt: Date | null;
}

/** The surroundings of a page: everything the plan needs, read in a constant number of queries. */
export interface FollowUpContext {
  readonly cases: ReadonlyMap<string, KnownCase>;
  /** Thread id (of a message or of one of our answers) → case. */
  readonly caseByThreadId: ReadonlyMap<string, string>;
  /** Customer → their newest open case. */
  readonly openCaseByCustomer: ReadonlyMap<string, string>;
  /** Customer and subject (`customerSubject`) → their newest case that was solved or closed within the window. */
  readonly recentCaseBySubject: ReadonlyMap<string, string>;
  /** Customer → the group that the house put them in. */
  readonly groupByCustomer: ReadonlyMap<string, string>;
  /** Earlier version of an edited message → case, by external id. */
  readonly caseByExternalId: ReadonlyMap<string, string>;
  /** Answers that were read before the messages they answer, by thread id answered. */
  readonly earlierReplies: ReadonlyMap<string, readonly StoredReply[]>;
}

/** The standard as applied to one task. */
export interface CommitmentRow {
  readonly clock: ClockName;
  readonly standard: string;
  readonly target: Target;
  readonly calendar: string;
  readonly zone: string;
  /** When the clock started: when the customer wrote. */
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly derivation: readonly string[];
}

/** A clock that was stopped, with what proves it. */
export interface NewAnswer {
  readonly clock: ClockName;
  readonly at: Date;
  /** Since the clock started. */
  readonly seconds: number;
  readonly inTime: boolean;
  readonly evidence: AnswerEvidence;
}

export interface NewTask {
  readonly kind: TaskKind;
  readonly messageId: string;
  readonly state: TaskState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  readonly commitment: CommitmentRow;
  readonly answer: NewAnswer | null;
}

export interface ClosedTask {
  readonly taskId: string;
  readonly state: 'done' | 'cancelled';
  readonly closedAt: Date;
  readonly reason: string;
  readonly answer: NewAnswer | null;
}

/** A running task with another deadline: promised earlier because matters got worse, or going on after a pause. */
export interface RetimedTask {
  readonly taskId: string;
  readonly dueAt: Date;
  /** `null` leaves the promise as it was made; then only its derivation is another. */
  readonly commitment: CommitmentRow | null;
  readonly derivation?: readonly string[];
  /** How many more open minutes its clock has not counted; 0 when it is left out, negative where they became fewer. */
  readonly waitedMinutes?: number;
}

export interface NewCaseEvent {
  readonly type: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** All that one page does to one case, new or known. */
export interface CaseChange {
  /** `null` opens a new case. */
  readonly caseId: string | null;
  readonly customerId: string | null;
  readonly sourceId: string;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly language: string;
  readonly topics: readonly Topic[];
  readonly subject: string | null;
  /** What `subjectKey` makes of the subject. */
  readonly subjectKey: string | null;
  readonly openedAt: Date;
  readonly lastMessageAt: Date | null;
  /** The newest flagged message of this page, if any; required for a new case. */
  readonly flaggedMessageId: string | null;
  readonly answeredAt: Date | null;
  readonly joinedMessageIds: readonly string[];
  readonly joinedReplyIds: readonly string[];
  readonly newTasks: readonly NewTask[];
  readonly closedTasks: readonly ClosedTask[];
  /** Open from now on. */
  readonly retimedTasks: readonly RetimedTask[];
  readonly events: readonly NewCaseEvent[];
}

export interface CaseStore {
  loadContext(
    sourceId: string,
    messages: readonly Message[],
    replies: readonly StoredReply[],
  ): Promise<FollowUpContext>;
  /** Writes every change; returns the ids of the cases touched, new ones included. */
  apply(changes: readonly CaseChange[]): Promise<readonly string[]>;
}

export const CHANGE_TOPICS = ['cases', 'sources', 'digests', 'detection', 'policy', 'notifications'] as const;
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

export interface ChangeStore {
  /** One row and one notification for the whole transaction. */
  announce(change: {
    topics: readonly ChangeTopic[];
    caseIds?: readonly string[];
    sourceIds?: readonly string[];
  }): Promise<void>;
}

export interface Stores {
  readonly sources: SourceStore;
  readonly messages: MessageStore;
  readonly cases: CaseStore;
  readonly changes: ChangeStore;
  readonly escalations: ImmediateEscalations;
}

/** Everything done through `stores` commits together or not at all. */
export abstract class Transactions {
  abstract run<Result>(work: (stores: Stores, transaction: TransactionHandle) => Promise<Result>): Promise<Result>;
}

/** Polling's own bookkeeping: each call is its own short transaction, so that a poll is visible while it runs. */
export abstract class PollBook {
  /**
   * Claims up to `limit` sources that are due and that nobody holds (SKIP LOCKED), until `leasedUntil`.
   * Two workers that ask at the same time never get the same source.
   */
  abstract claimDue(leaseHolder: string, now: Date, leasedUntil: Date, limit: number): Promise<readonly SourceToPoll[]>;
  /** Claims one named source whether it is due or not; `null` when somebody else holds it. @throws NotFound */
  abstract claim(sourceId: string, leaseHolder: string, now: Date, leasedUntil: Date): Promise<SourceToPoll | null>;
  /** Prolongs the lease; false when it was lost. */
  abstract renew(sourceId: string, leaseHolder: string, leasedUntil: Date): Promise<boolean>;
  /** Opens the record of an attempt, and marks an earlier one that never ended as interrupted. */
  abstract begin(sourceId: string, at: Date): Promise<string>;
  /**
   * The one exit of every poll: its outcome, the source's state and next due time, and the end of the lease. `outcome` is
   * `null` after what says nothing about the source: then its state and due time stay as they are. Its notice is written
   * in the same transaction, unless a person has paused the source meanwhile.
   * @param mail `null` where no mail is sent
   */
  abstract finish(
    poll: { id: string; outcome: Exclude<PollOutcome, 'running'>; errorKind: string | null; error: string | null },
    source: { id: string; leaseHolder: string; outcome: SourceOutcome | null },
    at: Date,
    mail?: HandOnMail | null,
  ): Promise<void>;
  /**
   * The source of this name that is brought its messages, added where there is none. @throws Conflict when a source of
   * another kind has the name
   */
  abstract findOrAddPushed(kind: string, name: string): Promise<string>;
  /** What a delivery came to that was stored before; `null` when it was not. */
  abstract findDelivery(sourceId: string, deliveryId: string): Promise<StoredDelivery | null>;
  abstract saveSecrets(sourceId: string, secrets: Uint8Array): Promise<void>;
  /** @throws NotFound */
  abstract find(sourceId: string): Promise<SourceToPoll>;
  /** The sources of these kinds that are not paused: those that may be watched. */
  abstract active(kinds: readonly string[]): Promise<readonly SourceToPoll[]>;
  /** Ends every lease. Only for a process that knows itself to be the only one, at its start after a crash. */
  abstract releaseAll(): Promise<void>;
}
