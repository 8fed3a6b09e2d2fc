import type { SourceDeedRecord } from './source-book.js';

/** An item of the quarantine with its raw form. */
export interface QuarantinedRaw {
  readonly id: string;
  readonly sourceId: string;
  readonly state: 'open' | 'resolved' | 'dismissed';
  readonly externalId: string | null;
  readonly raw: Uint8Array | null;
}

export abstract class QuarantineStore {
  /** @throws NotFound */
  abstract find(sourceId: string, itemId: string): Promise<QuarantinedRaw>;
  /** Closes it as resolved: what it held is stored, or needs no storing. Repeating it changes nothing. @throws NotFound */
  abstract resolve(sourceId: string, itemId: string, outcome: string, deed: SourceDeedRecord): Promise<void>;
  /** @throws NotFound, InvalidTransition when it is closed */
  abstract dismiss(sourceId: string, itemId: string, reason: string, deed: SourceDeedRecord): Promise<void>;
  /** It was read again and still cannot be stored. @throws NotFound */
  abstract tried(sourceId: string, itemId: string, outcome: string, deed: SourceDeedRecord): Promise<void>;
  /**
   * Up to `limit` open items with a raw form, of sources of these kinds whose backfill has gone through since the item was
   * looked at last.
   */
  abstract passedByBackfill(kinds: readonly string[], limit: number): Promise<readonly QuarantinedRaw[]>;
  /**
   * Notes that the item was looked at, and closes it when a message or an answer of this id is stored; returns whether it
   * did. `null`: it still has no id.
   */
  abstract closeIfStored(item: QuarantinedRaw, externalId: string | null, at: Date): Promise<boolean>;
}
