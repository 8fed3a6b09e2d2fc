import {
  ApiTokenStore,
  AuditLog,
  Clock,
  type ApiToken,
  type AuditEvent,
  type NewApiToken,
  type User,
} from '@earshot/domain';
import { ApiTokens, REQUESTS_PER_MINUTE } from './api-tokens.js';
import { TooManyRequests } from './too-many-requests.js';

const OWNER: User = {
  id: '7',
  email: 'anna@example.org',
  name: 'Anna',
  role: 'agent',
  language: 'en',
  zone: 'UTC',
  disabledAt: null,
};

/** Holds tokens in memory. */
class MemoryTokens extends ApiTokenStore {
  readonly tokens: (NewApiToken & ApiToken)[] = [];
  uses = 0;

  add(token: NewApiToken): Promise<ApiToken> {
    const added = { ...token, id: String(this.tokens.length + 1), owner: OWNER, lastUsedOn: null, revokedAt: null };
    this.tokens.push(added);
    return Promise.resolve(added);
  }
  list = () => Promise.resolve(this.tokens);
  find(hash: Uint8Array) {
    const token = this.tokens.find(({ tokenHash }) => Buffer.from(hash).equals(Buffer.from(tokenHash)));
    return Promise.resolve(token === undefined ? null : { token, owner: OWNER });
  }
  usedOn(id: string, day: string): Promise<void> {
    this.uses += 1;
    const at = this.tokens.findIndex((token) => token.id === id);
    this.tokens[at] = { ...this.tokens[at]!, lastUsedOn: day };
    return Promise.resolve();
  }
  revoke = () => Promise.resolve(true);
}

class Silent extends AuditLog {
  record = (_: AuditEvent) => Promise.resolve();
}

class StandingClock extends Clock {
  at = Date.parse('2026-11-18T10:00:00Z');
  now = () => new Date(this.at);
}

function desk() {
  const [store, clock] = [new MemoryTokens(), new StandingClock()];
  return { store, clock, tokens: new ApiTokens(store, new Silent(), clock) };
}

const ASKED = { name: 'Report', scopes: ['cases:read'], days: 30 } as const;

describe('a token that is used', () => {
  it('waits when it asks too often, and others do not', async () => {
    const { tokens, clock } = desk();
    const wild = await tokens.create(OWNER, ASKED, OWNER.id);
    const calm = await tokens.create(OWNER, ASKED, OWNER.id);
    for (let i = 0; i < REQUESTS_PER_MINUTE; i += 1) await tokens.authenticate(wild.key);
    await expect(tokens.authenticate(wild.key)).rejects.toThrow(TooManyRequests);
    await tokens.authenticate(calm.key);
    clock.at += 60_000;
    await tokens.authenticate(wild.key);
  });

  it('is written down once a day, not at every request', async () => {
    const { tokens, store, clock } = desk();
    const { key } = await tokens.create(OWNER, ASKED, OWNER.id);
    for (let i = 0; i < 5; i += 1) await tokens.authenticate(key);
    expect([store.uses, store.tokens[0]?.lastUsedOn]).toEqual([1, '2026-11-18']);
    clock.at += 86_400_000;
    await tokens.authenticate(key);
    expect([store.uses, store.tokens[0]?.lastUsedOn]).toEqual([2, '2026-11-19']);
  });
});

describe('a token that is made', () => {
  it.each([
    [{ ...ASKED, name: ' ' }, 'name'],
    [{ ...ASKED, scopes: [] }, 'scopes'],
    [{ ...ASKED, scopes: ['insights:read'] as const }, 'scopes'],
    [{ ...ASKED, days: 367 }, 'days'],
    [{ ...ASKED, days: 0.5 }, 'days'],
  ])('is refused where it would be useless or too much: %j', async (asked, path) => {
    await expect(desk().tokens.create(OWNER, asked, null)).rejects.toMatchObject({ faults: [{ path }] });
  });
});
