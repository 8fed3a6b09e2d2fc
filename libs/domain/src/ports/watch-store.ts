import type { WatchSettings } from '../source.js';

/** Signs that are looked for before anybody complains: our answer hangs in the air; a message was answered by nobody. */
export const EARLY_SIGNS = ['no_reply', 'unanswered'] as const;
export type EarlySignKind = (typeof EARLY_SIGNS)[number];

/** A place where a sign may stand. */
export interface SignCandidate {
  readonly kind: EarlySignKind;
  /** What it is opened by once: the same candidate has the same key at every look. */
  readonly key: string;
  /** The case of a `no_reply`, the message of an `unanswered`. */
  readonly subjectId: string;
  /** When we answered, or when the customer wrote. */
  readonly since: Date;
}

export interface WatchedSource {
  readonly id: string;
  readonly watch: WatchSettings;
}

/** What another system reports about a customer's payment. */
export const REPORTED_EVENTS = ['payment.late', 'payment.settled'] as const;
export type ReportedEventKind = (typeof REPORTED_EVENTS)[number];

export interface ReportedEvent {
  readonly kind: ReportedEventKind;
  /** The reporter's own id of this event; the same one is taken once. */
  readonly externalId: string;
  /** As identities are kept: an address under `mailto`, a handle under its network. */
  readonly customer: { readonly namespace: string; readonly value: string };
  /** What is owed, by the reporter's own name: an invoice number. */
  readonly reference: string;
  /** `YYYY-MM-DD` */
  readonly dueOn: string | null;
  readonly amount: { readonly value: string; readonly currency: string } | null;
  readonly happenedAt: Date;
}

/**
 * What a report came to. `opened`: a case began; `joined`: a case of the customer has a new task; `known`: a task about
 * this very debt is open already; `settled`: tasks were closed; `nothing`: there was nothing to close, or it was settled
 * before it was reported late; `unknown_customer`: nobody with this address or handle has ever written to us.
 */
export const REPORT_OUTCOMES = ['opened', 'joined', 'known', 'settled', 'nothing', 'unknown_customer'] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

export interface ReportAnswer {
  readonly outcome: ReportOutcome;
  readonly caseId: string | null;
  /** This id was taken before: nothing has happened now. */
  readonly repeated: boolean;
}

/** Early signs open a task of the kind `watch`, in a case of low severity when the customer has no open one. */
export abstract class WatchStore {
  /** The sources that are watched for anything. */
  abstract watched(): Promise<readonly WatchedSource[]>;
  /** Of these, the ones with messages read, or with what is watched for changed, since then. */
  abstract watchedWithNews(since: Date): Promise<readonly WatchedSource[]>;
  /**
   * The oldest candidates that nothing was opened for: cases that wait for their customer since before `before`, or
   * messages of people, neither flagged nor answered, written between `from` and `before`.
   */
  abstract candidates(
    kind: EarlySignKind,
    sourceId: string,
    period: { readonly from: Date; readonly before: Date },
    limit: number,
  ): Promise<readonly SignCandidate[]>;
  /** False when it was opened before, or when the sign has vanished meanwhile. */
  abstract open(sign: SignCandidate, at: Date, dueAt: Date): Promise<boolean>;
  /** Closes the tasks of signs that are none any more: the customer wrote, or was answered. Resolves to their number. */
  abstract settle(at: Date, limit: number): Promise<number>;
  abstract report(event: ReportedEvent, at: Date, dueAt: Date): Promise<ReportAnswer>;
  /** @throws NotFound */
  abstract settings(sourceId: string): Promise<WatchSettings>;
  /** Audited as `source.watch`. @throws NotFound */
  abstract changeSettings(sourceId: string, watch: WatchSettings, actorId: string | null, at: Date): Promise<void>;
}
