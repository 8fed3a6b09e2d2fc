import type { User } from '../people.js';
import type { TokenScope } from '../token-scope.js';

/** A key to the public API, as people see it: never the key itself. */
export interface ApiToken {
  readonly id: string;
  readonly owner: Pick<User, 'id' | 'name'>;
  readonly name: string;
  /** How the key begins, by which people tell their tokens apart. */
  readonly shown: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The day, UTC, `2026-11-18`; `null` when it was never used. */
  readonly lastUsedOn: string | null;
  readonly revokedAt: Date | null;
}

export interface NewApiToken {
  readonly userId: string;
  readonly name: string;
  readonly shown: string;
  /** SHA-256 of the key. */
  readonly tokenHash: Uint8Array;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export abstract class ApiTokenStore {
  /**
   * @param most living tokens that one person may have
   * @throws Conflict when the person has them already
   */
  abstract add(token: NewApiToken, most: number): Promise<ApiToken>;
  /** Of one person, or of everybody (`null`); the newest first, revoked ones too. */
  abstract list(userId: string | null): Promise<readonly ApiToken[]>;
  /** With its owner, whatever has become of both; `null` for a key that nobody has. */
  abstract find(tokenHash: Uint8Array): Promise<{ token: ApiToken; owner: User } | null>;
  abstract usedOn(id: string, day: string): Promise<void>;
  /**
   * Idempotent. `ownerId` null: whoever it belongs to.
   * @returns whether it was revoked now
   * @throws NotFound, also when it belongs to somebody else
   */
  abstract revoke(id: string, ownerId: string | null, at: Date): Promise<boolean>;
}
