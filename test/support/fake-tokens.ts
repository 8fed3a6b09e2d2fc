import {
  CalendarFeed,
  CreatedToken,
  NewTokenRequest,
  OpenedCalendarFeed,
  Token,
  TokenList,
  TokenQuery,
  type Session,
} from '@earshot/contracts';
import { scopesOf } from '@earshot/domain';
import { AINO, MARIS } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const DAY_MS = 86_400_000;

/** Keys of other programs, and the address of the reader's calendar. */
export class FakeTokens implements FakeDesk {
  tokens: Token[] = [];
  calendarSince: string | null = null;

  constructor(private readonly role: Session['user']['role']) {}

  /** A colleague's, which only administrators see. */
  addOf(owner: typeof MARIS, name: string): void {
    this.add(owner, { name, scopes: ['cases:read'], days: 30 });
  }

  answer({ method, path, query, body }: FakeRequest): FakeAnswer | null {
    const [what, id] = path;
    if (path.join('/') === 'session/calendar') return this.answerCalendar(method);
    if (what !== 'tokens') return null;
    if (method === 'POST') {
      const token = this.add(AINO, NewTokenRequest.parse(body));
      return { status: 201, body: CreatedToken.parse({ token, key: 'earshot_told-only-once' }) };
    }
    if (method === 'GET') {
      const { of } = TokenQuery.parse(Object.fromEntries(query));
      if (of === 'all' && this.role !== 'admin') return problem(403);
      const items = this.tokens.filter(({ owner }) => of === 'all' || owner.id === AINO.id);
      return ok(TokenList.parse({ items, scopes: scopesOf(this.role) }));
    }
    this.tokens = this.tokens.map((token) =>
      token.id === id ? { ...token, revokedAt: new Date().toISOString() } : token,
    );
    return { status: 204 };
  }

  private answerCalendar(method: string): FakeAnswer {
    if (method === 'GET') return ok(CalendarFeed.parse({ since: this.calendarSince }));
    this.calendarSince = method === 'PUT' ? new Date().toISOString() : null;
    if (method === 'DELETE') return { status: 204 };
    const url = 'https://earshot.example.org/api/v1/calendar-feeds/earshotcal_told-only-once.ics';
    return ok(OpenedCalendarFeed.parse({ url, since: this.calendarSince }));
  }

  private add(owner: typeof MARIS, { name, scopes, days }: NewTokenRequest): Token {
    const token = Token.parse({
      id: String(700 + this.tokens.length),
      owner: { id: owner.id, name: owner.name },
      name,
      shown: 'earshot_aB3d',
      scopes,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + days * DAY_MS).toISOString(),
      lastUsedOn: null,
      revokedAt: null,
    });
    this.tokens.unshift(token);
    return token;
  }
}
