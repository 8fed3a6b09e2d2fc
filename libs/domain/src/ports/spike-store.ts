import type { SpikeKind } from '../spike-kind.js';
import type { HandOnMail } from './hand-on-mail.js';

/** A span of time in which messages are counted: after `from`, up to and with `to`. */
export interface SpikeWindow {
  readonly from: Date;
  readonly to: Date;
}

/** What is watched. */
export interface SpikeSubject {
  readonly kind: SpikeKind;
  /** The source's id, the topic, or the word. */
  readonly key: string;
}

/** Of one thing: how many unhappy messages came in a window, and in the same hours of the weeks before. */
export interface WatchedSeries extends SpikeSubject {
  /** Length of the window that ends now, in hours. */
  readonly hours: number;
  readonly count: number;
  /** The same window one week ago, two weeks ago …; only weeks in which its source was read. */
  readonly before: readonly number[];
  readonly messageIds: readonly string[];
}

/** A series that rises unusually. */
export interface UnusualRise extends WatchedSeries {
  /** What is usual for these hours of this weekday. */
  readonly usual: number;
}

/** One happening: the series it is told under, the others of mostly the same messages, and the messages of all of them. */
export interface SpikeEpisode {
  readonly rise: UnusualRise;
  readonly also: readonly SpikeSubject[];
  readonly messageIds: readonly string[];
}

/** An episode that is not over. */
export interface RunningEpisode extends SpikeSubject {
  readonly id: string;
  readonly also: readonly SpikeSubject[];
  /** The newest ones. */
  readonly messageIds: readonly string[];
}

/** What a look finds: new episodes, and what it saw of those that run. */
export interface EpisodeChanges {
  readonly opened: readonly SpikeEpisode[];
  readonly seen: readonly {
    readonly id: string;
    /** The series it is told under; `null` when only others of it rise now. */
    readonly rise: UnusualRise | null;
    /** All of the others that were seen so far. */
    readonly also: readonly SpikeSubject[];
    /** Those seen now. */
    readonly messageIds: readonly string[];
  }[];
}

export abstract class SpikeStore {
  /**
   * The series of sources and topics, and the unhappy texts from which words are counted: of the window that ends now, the
   * first of `windows`, and of the same window in each week before, the latest first.
   */
  abstract series(windows: readonly SpikeWindow[], hours: number): Promise<readonly WatchedSeries[]>;
  abstract texts(windows: readonly SpikeWindow[]): Promise<readonly SpikeText[]>;
  /**
   * Ends the episodes that were last seen before `quietSince`, asks `decide` about those that run, and keeps what it says:
   * all in one transaction, one worker at a time. Tells the leads of each new one once. Resolves to the number of new ones.
   */
  abstract keep(
    decide: (running: readonly RunningEpisode[]) => EpisodeChanges,
    now: Date,
    quietSince: Date,
    mail: HandOnMail | null,
  ): Promise<number>;
  /** Idempotent. @throws NotFound */
  abstract acknowledge(spikeId: string, userId: string, at: Date): Promise<void>;
}

/** The words of one unhappy message. */
export interface SpikeText {
  readonly messageId: string;
  /** 0 is the window that ends now, 1 the same a week ago … */
  readonly week: number;
  readonly text: string;
  /** Whose words: one customer who repeats a word is no rise. */
  readonly author: string;
}
