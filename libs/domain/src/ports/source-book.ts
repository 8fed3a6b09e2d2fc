import { Conflict } from '../errors.js';
import type { SourceState } from '../source.js';

/** What people configure of a source. */
export interface SourceSettings {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Sealed; `null` when there are none. */
  readonly secrets: Uint8Array | null;
  readonly pollIntervalSeconds: number;
  readonly readSince: Date | null;
  readonly state: SourceState;
  readonly sample: boolean;
  readonly version: number;
  /** The file that configures it; `null`: people do. */
  readonly provisionedBy: string | null;
  /** The secrets as that file named them, sealed. */
  readonly provisionedSecrets: Uint8Array | null;
  /** When it was taken out of the file that configured it. */
  readonly withdrawnAt: Date | null;
}

export interface NewSource {
  readonly kind: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly secrets: Uint8Array | null;
  readonly pollIntervalSeconds: number;
  readonly readSince: Date | null;
  /** Why it is not read yet; `null`: it is read at once. */
  readonly pausedBecause: string | null;
}

/** A source as a file configures it. */
export interface ProvisionedSource extends Omit<NewSource, 'pausedBecause'> {
  readonly provisionedBy: string;
  /** The secrets as the file names them, sealed: `secrets` may have been renewed by the other side since. */
  readonly provisionedSecrets: Uint8Array | null;
  readonly forgetCursor: boolean;
}

/** What an edit changes; what is absent stays. */
export interface SourceChange {
  readonly name?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The options name another place: what was known of the old one is of no use there. */
  readonly forgetCursor?: boolean;
  /** All of them, sealed; `null` removes them. */
  readonly secrets?: Uint8Array | null;
  readonly pollIntervalSeconds?: number;
  readonly readSince?: Date | null;
}

/** What goes, and what stays, when a source is removed. */
export interface SourceContents {
  readonly messages: number;
  readonly openQuarantine: number;
  /** Cases that hold messages of this source alone: they go with its messages. */
  readonly ownCases: number;
  /** Of these, those that are not closed. */
  readonly openOwnCases: number;
  /** Cases that hold messages of other sources too: they stay, without the messages of this one. */
  readonly sharedCases: number;
}

/** Somebody else has changed the source since it was looked at. 412. */
export class SourceChanged extends Conflict {
  constructor(
    id: string,
    seen: number,
    readonly version: number,
  ) {
    super(`Source ${id} was changed by somebody else: it is at version ${version}, If-Match names ${seen}`);
  }
}

/** Who acts, when, and for the audit log why. */
export interface SourceDeedRecord {
  /** `null`: the system, or somebody at the command line. */
  readonly actorId: string | null;
  readonly at: Date;
}

/**
 * What is configured, kept with an audit event for every change. A change of what is read ends the poll that runs: it
 * would store what the old options say, under a cursor of theirs.
 */
export abstract class SourceBook {
  /** @throws NotFound, also when it was removed */
  abstract settings(id: string): Promise<SourceSettings>;
  abstract all(): Promise<readonly SourceSettings[]>;
  /** @throws InvalidInput when the name is taken */
  abstract add(source: NewSource, deed: SourceDeedRecord): Promise<string>;
  /**
   * @param seen the version that the change was made on; `null`: whatever it is
   * @throws NotFound, SourceChanged, InvalidInput when the name is taken
   */
  abstract change(id: string, change: SourceChange, seen: number | null, deed: SourceDeedRecord): Promise<void>;
  /** Keeps what the other side has renewed; nobody's change, and no new version. */
  abstract renewSecrets(id: string, secrets: Uint8Array | null): Promise<void>;
  /** Reads it again from this day on, beginning at once. @throws NotFound, InvalidTransition when it is paused */
  abstract backfill(id: string, from: Date, deed: SourceDeedRecord): Promise<void>;
  /** @throws NotFound */
  abstract contents(id: string): Promise<SourceContents>;
  /**
   * It is read no more and on no list. Without its messages, they and their cases stay under its name; with them, its own
   * cases go at once and the messages in portions (`purge`). @throws NotFound, SourceChanged
   */
  abstract remove(id: string, withMessages: boolean, seen: number | null, deed: SourceDeedRecord): Promise<void>;
  /** Deletes up to `limit` messages of a source that was removed with them; false when there was nothing to do. */
  abstract purge(limit: number): Promise<boolean>;
  /** Sets what a file says about a source, and takes it over from people. @throws NotFound */
  abstract provision(id: string, source: ProvisionedSource, at: Date): Promise<void>;
  /** It stands in no file any more: it is paused, and people may change or remove it. */
  abstract withdraw(id: string, reason: string, at: Date): Promise<void>;
  /** Runs `work` while no other process provisions. */
  abstract provisioning<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A person who was sent to a provider to consent. */
export interface PendingConsent {
  readonly sourceId: string;
  readonly userId: string;
  /** Sealed. */
  readonly verifier: Uint8Array;
  readonly redirectUri: string;
}

export abstract class SourceConsentStore {
  /** Also forgets what has expired by then. */
  abstract open(consent: PendingConsent & { stateHash: Uint8Array; expiresAt: Date }, at: Date): Promise<void>;
  /** Takes it away, so that it is good once; `null` when there is none, or none any more. */
  abstract take(stateHash: Uint8Array, at: Date): Promise<PendingConsent | null>;
  /** Stores the tokens that the provider gave, and reads the source again if it was paused. @throws NotFound */
  abstract connected(sourceId: string, secrets: Uint8Array, deed: SourceDeedRecord): Promise<void>;
}
