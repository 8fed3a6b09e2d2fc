import type { HandOnMail } from './hand-on-mail.js';

/** How much a source has brought, hour by hour, and whether it is known to be silent. */
export interface SourceRhythm {
  readonly sourceId: string;
  /** Since when it is known to be silent; `null` when it is not. */
  readonly silentSince: Date | null;
  /** Messages by the hour in which they were written, ascending; hours without any are left out. */
  readonly hours: readonly { readonly hour: Date; readonly messages: number }[];
}

/** What the sources' health is learnt from and noted in. Each call is its own transaction; any number of workers may look. */
export abstract class SourceHealthStore {
  /**
   * Of the sources that are read without trouble and have been quiet since `quietSince`, or are known to be silent; their
   * hours since `from`.
   */
  abstract rhythms(from: Date, quietSince: Date): Promise<readonly SourceRhythm[]>;
  /** Begins a silence and tells ops people, once however many workers see it; false when it was known. */
  abstract beginSilence(
    silence: { readonly sourceId: string; readonly since: Date; readonly reason: string },
    at: Date,
    mail: HandOnMail | null,
  ): Promise<boolean>;
  /** Ends a silence without a word: messages have come, or the source is not what it was. */
  abstract endSilence(sourceId: string): Promise<void>;
  /** Tells ops people of credentials that end before `before`, once for each expiry. Resolves to how many sources. */
  abstract tellExpiring(before: Date, at: Date, mail: HandOnMail | null): Promise<number>;
}
