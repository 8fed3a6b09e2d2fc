import type { SourceDeedRecord } from './source-book.js';

/** An item of the quarantine with its raw form. */
export interface QuarantinedRaw {
  readonly id: string;
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
}
