import type { Severity } from '../assessment.js';
import type { ChannelEnd } from '../notification-channel.js';
import type { TaskKind } from '../task.js';
import type { DigestEdition } from '../digest.js';
import type { HandOnMail } from './hand-on-mail.js';
import type { TransactionHandle } from './job-queue.js';
import type { SpikeKind } from '../spike-kind.js';

/** What ops people are told of a source: it cannot be read, it can again, it is unusually quiet, its credentials end. */
export const SOURCE_EVENTS = ['source_trouble', 'source_recovered', 'source_silent', 'credentials_expiring'] as const;
export type SourceEvent = (typeof SOURCE_EVENTS)[number];

/**
 * Why somebody is told: a deadline comes near, it has passed, a promise was broken, a message cannot wait, a snooze is
 * over, something about a source, unusually many customers are unhappy, somebody's digest comes back, or a channel is
 * switched off because it takes nothing more.
 */
export const NOTIFICATION_EVENTS = [
  'warning',
  'overdue',
  'promise_broken',
  'at_once',
  'snooze_ended',
  ...SOURCE_EVENTS,
  'spike',
  'digest_paused',
  'channel_disabled',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** Only a mail that waits or has failed says more than that it was sent. */
export const NOTIFICATION_MAIL_STATES = ['none', 'queued', 'sent', 'failed'] as const;
export type NotificationMailState = (typeof NOTIFICATION_MAIL_STATES)[number];

/** What a notification is about; what does not belong to its event is absent. */
export interface NotificationDetail {
  /** So many cases at once, told as one: then there is no case and no step. */
  readonly cases?: number;
  /** The key of the escalation's step. */
  readonly step?: string;
  readonly taskKind?: TaskKind;
  /** ISO 8601 in UTC. */
  readonly dueAt?: string;
  /** When the snooze ended; ISO 8601 in UTC. */
  readonly until?: string;
  /** What was heard in the message. */
  readonly cues?: readonly string[];
  /** The source that it is about, by the name that it had then. */
  readonly source?: { readonly id: string; readonly name: string };
  /** What happened to it, in a sentence, and what to do about it. */
  readonly reason?: string;
  readonly advice?: string;
  /** When its credentials end; ISO 8601 in UTC. */
  readonly expiresAt?: string;
  /** What rises: the source's name, the topic or the word, with how many came within how many hours, and what is usual. */
  readonly spike?: {
    readonly id: string;
    readonly kind: SpikeKind;
    readonly what: string;
    readonly count: number;
    readonly hours: number;
    readonly usual: number;
    /** What else rises with the same messages. */
    readonly also?: readonly { readonly kind: SpikeKind; readonly what: string }[];
  };
  /** Whose digest is not sent any more. */
  readonly digest?: { readonly reader: string; readonly edition: DigestEdition };
  /** The channel that is not told any more, and why; then `reason` is what came of the last attempt. */
  readonly channel?: { readonly id: string; readonly name: string };
  readonly ended?: ChannelEnd;
}

/** A notification as a mail tells it. */
export interface NotificationToTell {
  readonly id: string;
  readonly event: NotificationEvent;
  readonly severity: Severity;
  readonly detail: NotificationDetail;
  readonly createdAt: Date;
  readonly caseId: string | null;
  readonly subject: string | null;
  /** `null` when the customer gave no name. */
  readonly customer: string | null;
}

export interface NotificationReader {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA zone. */
  readonly zone: string;
}

/** One mail: all that waits for one person. */
export interface NotificationBundle {
  readonly reader: NotificationReader;
  /** The gravest first. */
  readonly notifications: readonly NotificationToTell[];
}

export abstract class NotificationStore {
  /**
   * What the mail of job `jobId` says: settled at its first attempt, whatever becomes of that, and the same at every
   * other, so that a repetition is recognised. What the person does not want by mail is left to the dashboard, and what
   * is quiet `at` that time is held for `release`. `null` when nothing is left or the person may not sign in any more.
   */
  abstract bundle(userId: string, jobId: string, at: Date): Promise<NotificationBundle | null>;
  abstract markMailed(jobId: string, transaction: TransactionHandle): Promise<void>;
  /** Kept whatever becomes of the attempt's own transaction; `final` when the mail is given up. */
  abstract noteFailure(jobId: string, error: string, final: boolean): Promise<void>;
  /**
   * Lets go of what was held until now, in one transaction with handing it on: all of a person's in one mail, whoever
   * releases it. Resolves to how many people.
   */
  abstract release(at: Date, handOn: HandOnMail): Promise<number>;
  /** Everybody for whom a mail waits that no job has taken up and nothing holds. */
  abstract waitingReaders(): Promise<readonly string[]>;
  /** Of this person's, those with these ids or all. Resolves to the number that were unread. */
  abstract markRead(userId: string, ids: readonly string[] | 'all', at: Date): Promise<number>;
}
