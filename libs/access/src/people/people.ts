import { Injectable } from '@nestjs/common';
import { Clock, PeopleStore, type Person } from '@earshot/domain';
import { generatedPassword, Passwords } from '../passwords.js';
import { Users, type UserToAdd } from '../users.js';
import { decideOnPerson, type PersonAction } from './decide-on-person.js';

/** On whom an administrator acts, and the version that was seen; `seen` null: whatever it is. */
export interface PersonAsked {
  readonly id: string;
  readonly actorId: string;
  readonly seen: number | null;
}

/** A password that is told once: to whoever adds the person or resets it. */
export interface ToldPassword {
  readonly person: Person;
  readonly password: string;
}

/** What administrators do to people. Every deed is in the audit log, in the transaction of the deed. */
@Injectable()
export class People {
  constructor(
    private readonly store: PeopleStore,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly Person[]> {
    return this.store.list(this.clock.now());
  }

  /** @throws InvalidInput with every fault, Conflict when the address is taken */
  async add(person: Omit<UserToAdd, 'password'>, actorId: string): Promise<ToldPassword> {
    const password = generatedPassword();
    const { id } = await this.users.add({ ...person, password }, actorId);
    return { person: await this.store.find(id, this.clock.now()), password };
  }

  /**
   * Repeating what was done changes nothing and succeeds.
   * @throws NotFound, StaleVersion, Forbidden and Conflict as decideOnPerson says
   */
  async act({ id, actorId, seen }: PersonAsked, action: PersonAction): Promise<Person> {
    const at = this.clock.now();
    await this.store.act({ id, actorId, at, seen }, (found) => decideOnPerson(found, action, actorId, at));
    return this.store.find(id, at);
  }

  /** Gives a new password and ends all sessions of the person. @throws as act */
  async resetPassword(asked: PersonAsked): Promise<ToldPassword> {
    const password = generatedPassword();
    const passwordHash = await this.passwords.hash(password);
    return { person: await this.act(asked, { name: 'reset-password', passwordHash }), password };
  }
}
