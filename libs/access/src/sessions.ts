import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, SessionStore, UserStore, type StoredSession, type User } from '@earshot/domain';
import { Passwords } from './passwords.js';
import { expiryOf, isAlive, needsTouch } from './session-lifetime.js';
import { newToken, tokenHash } from './session-token.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Nobody is signed in, or no longer, or the password was wrong. 401. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
}

export interface OpenedSession {
  /** For the cookie; stored nowhere. */
  readonly token: string;
  readonly csrfToken: string;
  readonly user: User;
}

/** Signing in and out, and whose session a cookie is. */
@Injectable()
export class Sessions {
  private readonly throttle = new SignInThrottle();

  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly audit: AuditLog,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a new session. `previousToken` is the cookie that came with the request: that session ends, so that nobody can
   * plant a session and wait until somebody signs in to it.
   * @throws NotSignedIn alike for a wrong password, an unknown account and a disabled one; TooManyAttempts.
   */
  async signIn(
    email: string,
    password: string,
    from: { address: string; previousToken: string | null },
  ): Promise<OpenedSession> {
    const account = email.toLowerCase();
    const now = this.clock.now();
    this.throttle.attempt(account, from.address, now);
    const found = await this.users.credentialsOf(account);
    const matches = await this.passwords.matches(found?.passwordHash ?? null, password);
    if (found === null || !matches || found.user.disabledAt !== null) {
      await this.record('sign_in.failed', null, found?.user.id ?? null);
      throw new NotSignedIn('The address or the password is wrong');
    }
    this.throttle.succeeded(account, from.address);
    if (from.previousToken !== null) await this.close(from.previousToken);
    const opened = await this.open(found.user, now);
    await this.record('sign_in.succeeded', found.user.id, found.user.id);
    return opened;
  }

  /** The living session of a cookie's token. @throws NotSignedIn */
  async authenticate(token: string | undefined): Promise<StoredSession> {
    const hash = token === undefined ? null : tokenHash(token);
    const [session] = hash === null ? [] : await this.sessions.find([hash]);
    const now = this.clock.now();
    if (session === undefined || !isAlive(session, now)) throw new NotSignedIn('Sign in first');
    if (needsTouch(session, now)) await this.sessions.touch(session.tokenHash, now);
    return session;
  }

  async signOut(session: StoredSession): Promise<void> {
    await this.sessions.close(session.tokenHash);
    await this.record('sign_out', session.user.id, session.user.id);
  }

  /** Ends all sessions of the person but this one. */
  async endOthers({ user, tokenHash }: StoredSession): Promise<void> {
    await this.sessions.closeOthers(user.id, tokenHash);
  }

  /** Those of the sessions that have ended. Asking does not keep the others alive. */
  async ended(sessions: readonly StoredSession[]): Promise<readonly StoredSession[]> {
    if (sessions.length === 0) return [];
    const now = this.clock.now();
    const stored = await this.sessions.find(sessions.map((session) => session.tokenHash));
    const alive = new Set(stored.filter((session) => isAlive(session, now)).map((session) => keyOf(session.tokenHash)));
    return sessions.filter((session) => !alive.has(keyOf(session.tokenHash)));
  }

  private async open(user: User, now: Date): Promise<OpenedSession> {
    const token = newToken();
    const csrfToken = newToken();
    const hash = tokenHash(token);
    if (hash === null) throw new Error('a new token does not have the form of a token');
    await this.sessions.open({
      tokenHash: hash,
      userId: user.id,
      csrfToken,
      createdAt: now,
      expiresAt: expiryOf(now),
    });
    return { token, csrfToken, user };
  }

  private async close(token: string): Promise<void> {
    const hash = tokenHash(token);
    if (hash !== null) await this.sessions.close(hash);
  }

  private async record(action: string, actorId: string | null, subjectId: string | null): Promise<void> {
    await this.audit.record({ at: this.clock.now(), actorId, action, subjectKind: 'user', subjectId, detail: {} });
  }
}

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
