import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, InvalidInput, ROLES, UserStore, type Fault, type Role, type User } from '@earshot/domain';
import { isLanguageTag, isZone } from './locale.js';
import { LONGEST_PASSWORD, Passwords, SHORTEST_PASSWORD } from './passwords.js';

export interface UserToAdd {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA zone. */
  readonly zone: string;
  readonly password: string;
}

@Injectable()
export class Users {
  constructor(
    private readonly users: UserStore,
    private readonly audit: AuditLog,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /**
   * `actorId` is the person who adds, `null` for the command line.
   * @throws InvalidInput with every fault, Conflict when the address is taken.
   */
  async add(user: UserToAdd, actorId: string | null): Promise<User> {
    const faults = faultsOf(user);
    if (faults.length > 0) throw new InvalidInput('The user cannot be added', faults);
    const added = await this.users.add({
      email: user.email.toLowerCase(),
      name: user.name.trim(),
      role: user.role as Role,
      language: user.language,
      zone: user.zone,
      passwordHash: await this.passwords.hash(user.password),
    });
    await this.audit.record({
      at: this.clock.now(),
      actorId,
      action: 'user.added',
      subjectKind: 'user',
      subjectId: added.id,
      detail: { role: added.role },
    });
    return added;
  }

  async list(): Promise<readonly User[]> {
    return this.users.list();
  }
}

function faultsOf(user: UserToAdd): Fault[] {
  const faults: Fault[] = [];
  const check = (fine: boolean, path: keyof UserToAdd, message: string): void => {
    if (!fine) faults.push({ path, message });
  };
  check(/^[^\s@]+@[^\s@]+$/.test(user.email) && user.email.length <= 254, 'email', 'must be a mail address');
  check(user.name.trim() !== '' && user.name.length <= 200, 'name', 'must be a name of at most 200 characters');
  check(
    ROLES.some((role) => role === user.role),
    'role',
    `is '${user.role}', must be one of ${ROLES.join(', ')}`,
  );
  check(isLanguageTag(user.language), 'language', `is '${user.language}', must be a language tag, for example fi`);
  check(isZone(user.zone), 'zone', `is '${user.zone}', must be a time zone, for example Europe/Helsinki`);
  check(
    user.password.length >= SHORTEST_PASSWORD && user.password.length <= LONGEST_PASSWORD,
    'password',
    `has ${user.password.length} characters, must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD}`,
  );
  return faults;
}
