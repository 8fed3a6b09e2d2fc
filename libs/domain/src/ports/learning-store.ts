import type { Assessment, AssessmentInput, Severity } from '../assessment.js';
import type { Message } from '../message.js';
import type { TransactionHandle } from './job-queue.js';
import type { KnownCase } from './stores.js';

/** What a person said of a message. */
export interface PersonVerdict {
  readonly userId: string | null;
  readonly dissatisfied: boolean;
  /** The person's correction of the severity; `null` leaves it to the detector. */
  readonly severity: Severity | null;
}

export interface MessageUnderVerdict {
  readonly message: Message;
  /** The newest one; `null` for what is not judged. */
  readonly assessment: Assessment | null;
  /** The case it stands in, locked. */
  readonly knownCase: KnownCase | null;
  /** The one that counts so far. */
  readonly latest: PersonVerdict | null;
}

/** People's verdicts on messages. All are kept for ever; the latest of a message counts. */
export abstract class VerdictStore {
  /** Locks the message, and in intake's order its source before it and its case after it. @throws NotFound */
  abstract lock(messageId: string, transaction: TransactionHandle): Promise<MessageUnderVerdict>;
  /** Also records the event `verdict_given` in the case that the message stands in by then. */
  abstract add(messageId: string, verdict: PersonVerdict, at: Date, transaction: TransactionHandle): Promise<void>;
}

/** A message with the verdict on it that counts. */
export interface Lesson {
  readonly verdictId: string;
  /** As it was judged, with its source. */
  readonly input: AssessmentInput & { readonly sourceId: string };
  readonly dissatisfied: boolean;
}

/** How well a detector decides: log loss, and on the side of 0.5 that a probability lies on the others, 0..1. */
export interface DetectionFigures {
  readonly logLoss: number;
  readonly macroF1: number;
  readonly precision: number;
  readonly recall: number;
}

/** Of verdicts that neither side has learned from. */
export interface OverlayComparison {
  readonly verdicts: number;
  readonly logLossInForce: number;
  readonly logLossCandidate: number;
}

export interface OverlayFigures {
  /** The base model alone. */
  readonly before: DetectionFigures;
  /** Cross-validated. */
  readonly after: DetectionFigures;
  /** With what was in force when it was fitted; `null` when nothing was. */
  readonly comparison: OverlayComparison | null;
}

export const OVERLAY_STATES = ['candidate', 'in_force', 'retired'] as const;
export type OverlayState = (typeof OVERLAY_STATES)[number];

/** What is fitted anew from the verdicts, before it is known as a version. */
export interface NewOverlay {
  /** `null`: for every source that has none of its own. */
  readonly sourceId: string | null;
  /** The model it corrects; it means nothing on another. */
  readonly baseModel: string;
  readonly fittedAt: Date;
  readonly verdicts: number;
  /** The newest verdict that it has learned from. */
  readonly lastVerdictId: string;
  readonly figures: OverlayFigures;
  /** The detector's own form. */
  readonly payload: object;
}

/** One version of what the detector has learned; versions are never changed, only put in force and out of it. */
export interface OverlayVersion extends Omit<NewOverlay, 'payload'> {
  readonly id: string;
  readonly state: OverlayState;
  /** When it was last put in force. */
  readonly adoptedAt: Date | null;
  /** What it took the place of. */
  readonly replacedId: string | null;
  /** Who took it out of force again. */
  readonly revertedBy: string | null;
}

export type StoredOverlay = OverlayVersion & Pick<NewOverlay, 'payload'>;

/** What a person does with a version. */
export const OVERLAY_DEEDS = ['adopt', 'revert'] as const;
export type OverlayDeed = (typeof OVERLAY_DEEDS)[number];

/** A version with what a decision about it needs to know. */
export interface OverlayUnderAction {
  readonly version: OverlayVersion;
  /** Of the same source. */
  readonly inForce: OverlayVersion | null;
  /** What `version` took the place of. */
  readonly replaced: OverlayVersion | null;
}

/** The version of that source that is in force from now on; `null`: none. */
export interface OverlayDecision {
  readonly inForceId: string | null;
}

export interface VerdictCounts {
  /** Messages with a verdict. */
  readonly messages: number;
  /** Of them, by the verdict that counts. */
  readonly dissatisfied: number;
  /** Verdicts ever given. */
  readonly given: number;
}

export abstract class OverlayStore {
  /** Until the transaction ends nobody else fits; waits for who does. */
  abstract lockForFitting(transaction: TransactionHandle): Promise<void>;
  /** The verdicts that count, the newest `limit` of them, oldest first. */
  abstract lessons(limit: number, transaction: TransactionHandle): Promise<readonly Lesson[]>;
  /** The newest `limit` messages of that source (`null`: of all), as they were judged, with a verdict or without. */
  abstract newestInputs(
    sourceId: string | null,
    limit: number,
    transaction: TransactionHandle,
  ): Promise<readonly Lesson['input'][]>;
  /** The newest version of each source (and of none) that was fitted, and the newest that was ever in force. */
  abstract newest(
    transaction: TransactionHandle,
  ): Promise<readonly { fitted: OverlayVersion; adopted: OverlayVersion | null }[]>;
  abstract add(overlay: NewOverlay, transaction: TransactionHandle): Promise<string>;
  /** By the detector itself: audited and announced like a person's. */
  abstract adopt(id: string, at: Date, transaction: TransactionHandle): Promise<void>;
  /**
   * Locks the versions of that source, asks `decide` and stores its decision with an audit event `overlay.DEED` and the
   * announcement in one transaction. `null` changes nothing. @throws NotFound
   */
  abstract act(
    id: string,
    deed: OverlayDeed,
    actorId: string,
    at: Date,
    decide: (found: OverlayUnderAction) => OverlayDecision | null,
  ): Promise<void>;
  abstract inForce(transaction?: TransactionHandle): Promise<readonly StoredOverlay[]>;
  /** @throws NotFound */
  abstract find(id: string): Promise<StoredOverlay>;
  /** Newest first. */
  abstract versions(limit: number): Promise<readonly OverlayVersion[]>;
  abstract verdictCounts(): Promise<VerdictCounts>;
  /** Whether at least `least` messages have verdicts and one of them is newer than what was fitted last for all. */
  abstract hasNews(least: number): Promise<boolean>;
}

/** A stored message as it was judged. */
export interface ReplayedMessage {
  readonly id: string;
  readonly input: AssessmentInput & { readonly sourceId: string };
  /** A person's verdict on it, if there is one. */
  readonly dissatisfied: boolean | null;
}

export interface ReplayPage {
  readonly messages: readonly ReplayedMessage[];
  /** Where the next page begins; `null` after the last. */
  readonly next: string | null;
}

export abstract class ReplayStore {
  /** The messages received in [from, to) that are judged, in the order of their arrival, newest revisions only. */
  abstract page(from: Date, to: Date, after: string | null, limit: number): Promise<ReplayPage>;
}
