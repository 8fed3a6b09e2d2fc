import type { Role, User } from '../people.js';

/** A person as administrators see them. */
export interface Person extends User {
  /** Counts up with every change, from 1. */
  readonly version: number;
  readonly createdAt: Date;
  /** How many browsers are signed in. */
  readonly sessions: number;
  /** When one of them was used last, to the minute; `null` when none is signed in. */
  readonly lastSeenAt: Date | null;
  /** Cases of theirs that are not closed. */
  readonly openCases: number;
}

/** A person, locked, before somebody acts on them. */
export interface PersonUnderDeed extends User {
  readonly version: number;
  /** Administrators who may sign in, without this person. */
  readonly otherAdmins: number;
}

/** Everything that one deed changes. */
export interface PersonDecision {
  readonly name: string;
  readonly role: Role;
  readonly disabledAt: Date | null;
  /** `null` leaves the password as it is. */
  readonly passwordHash: string | null;
  readonly endsSessions: boolean;
  /** To whom their open cases go, `null` for nobody, and what is said about it in each timeline; `null` leaves them. */
  readonly handsOver: { readonly to: string | null; readonly note: string | null } | null;
  readonly event: { readonly action: string; readonly detail: Readonly<Record<string, unknown>> };
}

/** Who acts on whom, and on which version they decided; `seen` null: whatever it is. */
export interface PersonDeed {
  readonly id: string;
  readonly actorId: string;
  readonly at: Date;
  readonly seen: number | null;
}

export abstract class PeopleStore {
  /** Everybody, those who may no longer sign in too, by name. `now` tells which sessions live. */
  abstract list(now: Date): Promise<readonly Person[]>;
  /** @throws NotFound */
  abstract find(id: string, now: Date): Promise<Person>;
  /**
   * Locks the person and all administrators, asks `decide`, and stores its decision with the next version, the audit
   * event and the cases handed over, all in one transaction. `decide` returns `null` when there is nothing to do.
   * @throws NotFound, also when the cases go to somebody who may not sign in; StaleVersion
   */
  abstract act(deed: PersonDeed, decide: (found: PersonUnderDeed) => PersonDecision | null): Promise<void>;
}
