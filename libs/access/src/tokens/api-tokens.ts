import { Injectable } from '@nestjs/common';
import {
  ApiTokenStore,
  AuditLog,
  Clock,
  InvalidInput,
  scopesOf,
  type ApiToken,
  type Fault,
  type StoredSession,
  type TokenScope,
  type User,
} from '@earshot/domain';
import { NotSignedIn } from '../sessions.js';
import { WindowCounters } from '../window-counters.js';
import { accessKeyHash, newAccessKey, shownOf } from './access-key.js';
import { TooManyRequests } from './too-many-requests.js';

const DAY_MS = 86_400_000;
/** Whatever runs longer is worth looking at once a year. */
export const LONGEST_TOKEN_DAYS = 366;
/** Living ones of one person: more are a sign that something makes them. */
const MOST_TOKENS = 20;
/** Ten a second, of one token in one process: a report needs far fewer, a loop gone wild far more. */
export const REQUESTS_PER_MINUTE = 600;

export interface TokenToCreate {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** From 1 to 366. */
  readonly days: number;
}

/** A token with its key, which is told now and never again. */
export interface CreatedToken {
  readonly token: ApiToken;
  readonly key: string;
}

/** A request that a token lets in: for whom, and what it may. */
export interface TokenPass {
  readonly session: StoredSession;
  readonly scopes: readonly TokenScope[];
}

/** Keys with which other programs call the API for a person: never more than that person may. */
@Injectable()
export class ApiTokens {
  private readonly requests = new WindowCounters(60_000);

  constructor(
    private readonly store: ApiTokenStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput with every fault; Conflict when the person has too many */
  async create(owner: User, { name, scopes, days }: TokenToCreate, actorId: string | null): Promise<CreatedToken> {
    const faults = faultsOf(owner, { name, scopes, days });
    if (faults.length > 0) throw new InvalidInput('The token cannot be made', faults);
    const at = this.clock.now();
    const key = newAccessKey('token');
    const tokenHash = accessKeyHash('token', key);
    if (tokenHash === null) throw new Error('a new key does not have the form of a key');
    const token = await this.store.add(
      {
        userId: owner.id,
        name: name.trim(),
        shown: shownOf('token', key),
        tokenHash,
        scopes: [...new Set(scopes)],
        createdAt: at,
        expiresAt: new Date(at.getTime() + days * DAY_MS),
      },
      MOST_TOKENS,
    );
    await this.record('token.created', token.id, actorId, { ownerId: owner.id, scopes: token.scopes, days });
    return { token, key };
  }

  /** The newest first; `ownerId` null: everybody's. */
  async list(ownerId: string | null): Promise<readonly ApiToken[]> {
    return this.store.list(ownerId);
  }

  /** Ends a token at once, for good. `ownerId` null: whoever it belongs to. @throws NotFound */
  async revoke(id: string, ownerId: string | null, actorId: string | null): Promise<void> {
    const revoked = await this.store.revoke(id, ownerId, this.clock.now());
    if (revoked) await this.record('token.revoked', id, actorId, {});
  }

  /** Whose token the key is. @throws NotSignedIn for one that does not live; TooManyRequests */
  async authenticate(key: string): Promise<TokenPass> {
    const hash = accessKeyHash('token', key);
    const found = hash === null ? null : await this.store.find(hash);
    const now = this.clock.now();
    if (hash === null || found === null || !isAlive(found, now))
      throw new NotSignedIn('The API token is unknown, revoked or expired');
    const { token, owner } = found;
    this.countRequest(token.id, now);
    const today = now.toISOString().slice(0, 10);
    if (token.lastUsedOn !== today) await this.store.usedOn(token.id, today);
    const { createdAt, expiresAt, scopes } = token;
    return { session: { tokenHash: hash, csrfToken: '', createdAt, expiresAt, user: owner, lastSeenAt: now }, scopes };
  }

  private countRequest(tokenId: string, now: Date): void {
    const waitMs = this.requests.waitMs(tokenId, REQUESTS_PER_MINUTE, now);
    if (waitMs > 0) {
      throw new TooManyRequests(Math.ceil(waitMs / 1000), `${REQUESTS_PER_MINUTE} requests a minute with one token`);
    }
    this.requests.count(tokenId, now);
  }

  private async record(
    action: string,
    subjectId: string,
    actorId: string | null,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.audit.record({ at: this.clock.now(), actorId, action, subjectKind: 'token', subjectId, detail });
  }
}

function isAlive({ token, owner }: { token: ApiToken; owner: User }, now: Date): boolean {
  return token.revokedAt === null && now < token.expiresAt && owner.disabledAt === null;
}

function faultsOf(owner: User, { name, scopes, days }: TokenToCreate): Fault[] {
  const faults: Fault[] = [];
  const allowed = scopesOf(owner.role);
  const beyond = scopes.filter((scope) => !allowed.includes(scope));
  if (name.trim() === '' || name.length > 100)
    faults.push({ path: 'name', message: 'must be a name of 1 to 100 characters' });
  if (scopes.length === 0) faults.push({ path: 'scopes', message: `must name at least one of ${allowed.join(', ')}` });
  for (const scope of beyond)
    faults.push({
      path: 'scopes',
      message: `${scope} is beyond the role ${owner.role}, which has ${allowed.join(', ')}`,
    });
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
    faults.push({ path: 'days', message: `is ${days}, must be a whole number from 1 to ${LONGEST_TOKEN_DAYS}` });
  return faults;
}
