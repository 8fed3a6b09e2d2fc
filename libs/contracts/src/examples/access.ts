import type { CalendarFeed, OpenedCalendarFeed } from '../calendar-feed.js';
import type { Session, SignIn } from '../session.js';
import type { CreatedToken, NewTokenRequest, Token, TokenList } from '../tokens.js';

const signIn: SignIn = { email: 'liisa@example.org', password: 'correct horse battery staple' };

const session: Session = {
  user: {
    id: '2',
    email: 'liisa@example.org',
    name: 'Liisa',
    role: 'lead',
    language: 'fi',
    zone: 'Europe/Helsinki',
  },
  csrfToken: 'as-it-was-answered',
  organisation: 'Example Oy',
};

const token: Token = {
  id: '7',
  owner: { id: '2', name: 'Liisa' },
  name: 'Weekly report',
  shown: 'earshot_Ab12',
  scopes: ['cases:read', 'insights:read'],
  createdAt: '2026-11-16T08:00:00.000Z',
  expiresAt: '2027-02-14T08:00:00.000Z',
  lastUsedOn: null,
  revokedAt: null,
};

const tokenList: TokenList = {
  items: [token],
  scopes: ['cases:read', 'cases:write', 'messages:read', 'insights:read'],
};

const newTokenRequest: NewTokenRequest = {
  name: 'Weekly report',
  scopes: ['cases:read', 'insights:read'],
  days: 90,
};

const createdToken: CreatedToken = { token, key: 'earshot_as-it-was-answered' };

const calendarFeed: CalendarFeed = { since: '2026-11-16T08:00:00.000Z' };

const openedCalendarFeed: OpenedCalendarFeed = {
  url: 'https://earshot.example.org/api/v1/calendar-feeds/as-it-was-answered.ics',
  since: '2026-11-16T08:00:00.000Z',
};

export const ACCESS_EXAMPLES = {
  SignIn: signIn,
  Session: session,
  TokenList: tokenList,
  NewTokenRequest: newTokenRequest,
  CreatedToken: createdToken,
  CalendarFeed: calendarFeed,
  OpenedCalendarFeed: openedCalendarFeed,
};
