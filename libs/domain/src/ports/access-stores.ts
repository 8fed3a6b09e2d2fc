import type { Role, User } from '../people.js';

/** Everything of a new user that the store does not decide itself. `email` is lower case. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: string;
  readonly zone: string;
  readonly passwordHash: string;
}

/** What a person sets for themselves. */
export type OwnSettings = Pick<User, 'language' | 'zone'>;

export abstract class UserStore {
  /** @throws Conflict when the address is taken. */
  abstract add(user: NewUser): Promise<User>;
  /** Everybody, disabled users too, by address. */
  abstract list(): Promise<readonly User[]>;
  /** The user with that address (lower case) and the hash of their password, also when they are disabled. */
  abstract credentialsOf(email: string): Promise<{ user: User; passwordHash: string } | null>;
  /** The user as they are afterwards. */
  abstract changeOwn(id: string, change: OwnSettings): Promise<User>;
  abstract setPassword(id: string, passwordHash: string): Promise<void>;
}

export interface NewSession {
  /** SHA-256 of the cookie's token: the token itself is known to the browser only. */
  readonly tokenHash: Uint8Array;
  readonly userId: string;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface StoredSession extends Omit<NewSession, 'userId'> {
  readonly user: User;
  readonly lastSeenAt: Date;
}

export abstract class SessionStore {
  /** Also removes what has expired by then, so that the table needs no sweeper. */
  abstract open(session: NewSession): Promise<void>;
  /** Those of the sessions that are stored, expired ones too. */
  abstract find(tokenHashes: readonly Uint8Array[]): Promise<readonly StoredSession[]>;
  abstract touch(tokenHash: Uint8Array, at: Date): Promise<void>;
  /** Idempotent. */
  abstract close(tokenHash: Uint8Array): Promise<void>;
  /** Ends all sessions of the user but this one. */
  abstract closeOthers(userId: string, kept: Uint8Array): Promise<void>;
}

/** Who did what, cases excepted: their own events are their history. */
export interface AuditEvent {
  readonly at: Date;
  /** The person who acted; `null` for the system or somebody unknown. */
  readonly actorId: string | null;
  /** `sign_in.succeeded`, `user.added`, `source.paused` … */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  /** Ids and codes only. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Append-only. */
export abstract class AuditLog {
  abstract record(event: AuditEvent): Promise<void>;
}
