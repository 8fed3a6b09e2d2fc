import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  Clock,
  InvalidInput,
  UserStore,
  type Fault,
  type OwnSettings,
  type StoredSession,
  type User,
} from '@earshot/domain';
import { isLanguageTag, isZone } from './locale.js';
import { LONGEST_PASSWORD, Passwords, SHORTEST_PASSWORD } from './passwords.js';
import { Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** What people change of their own account. */
@Injectable()
export class OwnAccount {
  /** Whoever found an open desk must not guess the password there. */
  private readonly throttle = new SignInThrottle();

  constructor(
    private readonly users: UserStore,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InvalidInput with every fault */
  async change({ user }: StoredSession, settings: OwnSettings): Promise<User> {
    const faults: Fault[] = [];
    if (!isLanguageTag(settings.language))
      faults.push({ path: 'language', message: `is '${settings.language}', must be a language tag, for example fi` });
    if (!isZone(settings.zone))
      faults.push({ path: 'zone', message: `is '${settings.zone}', must be a time zone, for example Europe/Helsinki` });
    if (faults.length > 0) throw new InvalidInput('The settings have faults', faults);
    const changed = await this.users.changeOwn(user.id, settings);
    await this.record('user.settings_changed', user.id);
    return changed;
  }

  /**
   * Sets another password and ends all sessions of the person but this one, for a password is changed because somebody
   * else may know it.
   * @throws InvalidInput when the old one is wrong or the new one is too short, too long or the same; TooManyAttempts.
   */
  async changePassword(session: StoredSession, old: string, next: string): Promise<void> {
    const { user } = session;
    this.throttle.attempt(user.id, '', this.clock.now());
    const found = await this.users.credentialsOf(user.email);
    if (!(await this.passwords.matches(found?.passwordHash ?? null, old))) throw refused('old', 'is wrong');
    this.throttle.succeeded(user.id, '');
    if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD)
      throw refused('next', `has ${next.length} characters, must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD}`);
    if (next === old) throw refused('next', 'is the old one');
    await this.users.setPassword(user.id, await this.passwords.hash(next));
    await this.sessions.endOthers(session);
    await this.record('user.password_changed', user.id);
  }

  private async record(action: string, userId: string): Promise<void> {
    const at = this.clock.now();
    await this.audit.record({ at, actorId: userId, action, subjectKind: 'user', subjectId: userId, detail: {} });
  }
}

const refused = (path: string, message: string): InvalidInput =>
  new InvalidInput('The password was not changed', [{ path, message }]);
