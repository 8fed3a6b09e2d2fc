import {
  describeConnectorConformance,
  type BudgetLimit,
  type ConnectorKit,
  type RateBudget,
} from '@earshot/connector-kit';
import { BudgetSpent } from '@earshot/domain';
import { connectorKit } from '../../support/connector-kit.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { BEARER, idAt, problem, US, XServer, type FakePost } from '../../support/channels/x-server.js';
import { X } from '../../../libs/connectors/src/x/x-definition.js';

const BEGUN = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 24 * 3_600_000);
const timeOf = (minute: number): Date => new Date(BEGUN.getTime() + minute * 60_000);
const idOf = (minute: number): string => idAt(timeOf(minute), 1);
const post = (minute: number, more: Partial<FakePost> = {}): FakePost => ({
  id: idOf(minute),
  text: `@acme where is order ${minute}?`,
  author_id: '9',
  created_at: timeOf(minute).toISOString(),
  lang: 'en',
  conversation_id: idOf(minute),
  edit_history_tweet_ids: [more.id ?? idOf(minute)],
  entities: { mentions: [{ start: 0, end: 5, username: 'acme', id: US }] },
  ...more,
});
const KEYS = { apiKey: 'key', apiSecret: 's', accessToken: 't', accessTokenSecret: 'ts' };
const never = new AbortController().signal;

/** An account of one month. */
class Purse implements RateBudget {
  spent = 0;

  constructor(private readonly amount: number) {}

  async spend({ name }: BudgetLimit, amount: number): Promise<void> {
    if (this.spent + amount > this.amount) throw new BudgetSpent(name, new Date('2100-01-01'));
    this.spent += amount;
  }

  async giveBack(_limit: BudgetLimit, amount: number): Promise<void> {
    this.spent -= amount;
  }

  async standing() {
    return { left: this.amount - this.spent, resetsAt: new Date('2100-01-01') };
  }
}

describeConnectorConformance({
  definition: X,
  async start() {
    const server = await XServer.start();
    server.add(...[1, 2, 3, 4, 5].map((minute) => post(minute)));
    return {
      server,
      options: { baseUrl: server.http.origin, userId: US },
      externalIds: [1, 2, 3, 4, 5].map(idOf),
      kit: connectorKit([server.http.host], { secrets: { bearerToken: BEARER } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(post(6, { text: 6 as unknown as string })),
  limitRate: async ({ server }, retryAt) =>
    void (server.http.instead = (_request, response) =>
      problem(
        response,
        429,
        { title: 'Too Many Requests' },
        { 'x-rate-limit-reset': String(retryAt.getTime() / 1000) },
      )),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.written,
});

describe('the X connector', () => {
  let server: XServer;
  let kit: ConnectorKit;
  let purse: Purse;
  let options: Record<string, unknown>;

  const withSecrets = (secrets: Record<string, string>, now = () => new Date()) =>
    connectorKit([server.http.host], { secrets, budget: purse, now });

  beforeEach(async () => {
    server = await XServer.start();
    purse = new Purse(5_000);
    kit = withSecrets({ bearerToken: BEARER, ...KEYS });
    options = { baseUrl: server.http.origin, userId: US };
  });
  afterEach(() => server.stop());

  const open = () => X.create(X.options.parse(options), kit);

  it('reads posts in their writers’ words, with links as they were meant', async () => {
    const text = '@acme it broke &amp; nobody cares &lt;3 https://t.co/abc https://t.co/pic';
    const urls = [
      { url: 'https://t.co/abc', expanded_url: 'https://vera.example/story', display_url: 'vera.example/story' },
      { url: 'https://t.co/pic', expanded_url: 'https://x.com/vera/status/1/photo/1', display_url: 'pic.x.com/pic' },
    ];
    server.add(
      post(1),
      post(2, {
        text,
        conversation_id: idOf(0),
        referenced_tweets: [{ type: 'replied_to', id: idOf(1) }],
        entities: { mentions: [{ id: US, username: 'acme' }], urls },
      }),
      post(3, { text: 'cut…', note_tweet: { text: 'The whole long story' }, lang: 'zxx' }),
    );
    const { messages } = await poll(X, options, kit);
    expect(messages).toMatchObject([
      { externalId: idOf(1), references: [] },
      {
        externalId: idOf(2),
        revision: null,
        text: '@acme it broke & nobody cares <3 https://vera.example/story',
        author: { name: 'Vera', handle: '9', namespace: 'x.com' },
        references: [idOf(1), idOf(0)],
        url: `https://x.com/vera9/status/${idOf(2)}`,
        language: 'en',
        tags: [],
      },
      { externalId: idOf(3), text: 'The whole long story', language: null },
    ]);
  });

  it('takes an edit, which has a number of its own, for a revision of the same post', async () => {
    server.add(post(1));
    const before = await poll(X, options, kit);
    server.posts.splice(0, 1, post(5, { text: '@acme it came', edit_history_tweet_ids: [idOf(1), idOf(5)] }));
    const after = await poll(X, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: idOf(1), revision: idOf(5), text: '@acme it came' }]);
  });

  it('pays for every post once, loses none of hundreds, and none that come meanwhile', async () => {
    for (let minute = 1; minute <= 250; minute += 1) server.add(post(minute));
    let next = 250;
    server.beforeAnswer = (query) =>
      void (query.has('pagination_token') && next < 253 && server.add(post((next += 1))));
    const first = await poll(X, options, kit, null, { pageSize: 40 });
    server.beforeAnswer = () => undefined;
    const second = await poll(X, options, kit, first.cursor, { pageSize: 40 });
    const ids = [...first.ids, ...second.ids];
    expect([ids.length, new Set(ids).size]).toEqual([next, next]);
    expect(server.billed).toHaveLength(next);
    expect(purse.spent).toBe(next);
    // What was known stayed known: the walk asked for everything since one and the same post.
    expect(second.cursor.streams['mentions']).toEqual({ since: idOf(next), walk: null });
    expect((await poll(X, options, kit, second.cursor)).ids).toEqual([]);
    expect(purse.spent).toBe(next);
  });

  it('goes on below what is stored when it was stopped or its page is forgotten', async () => {
    for (let minute = 1; minute <= 150; minute += 1) server.add(post(minute));
    const pages = open().poll(null, { pageSize: 60, maxItemBytes: 1e6, since: null }, never)[Symbol.asyncIterator]();
    const stored = await pages.next();
    const cursor = stored.done === true ? null : stored.value.cursor;
    server.add(post(151));
    const rest = await poll(X, options, kit, cursor);
    expect(rest.ids).toHaveLength(90);
    expect((await poll(X, options, kit, rest.cursor)).ids).toEqual([idOf(151)]);
    server.forgetsTokens = true;
    expect((await failureOf(poll(X, options, kit))).kind).toBe('unreadable');
  });

  it('stops before the month’s budget is spent, and gives back what it did not need', async () => {
    purse = new Purse(120);
    kit = withSecrets({ bearerToken: BEARER });
    for (let minute = 1; minute <= 300; minute += 1) server.add(post(minute));
    const failure = await failureOf(poll(X, { ...options, postsPerMonth: 120 }, kit));
    expect(failure).toBeInstanceOf(BudgetSpent);
    expect(server.billed).toHaveLength(120);
    expect(purse.spent).toBe(120);
    server.http.instead = (_request, response) => problem(response, 503, {});
    purse = new Purse(120);
    kit = withSecrets({ bearerToken: BEARER });
    await failureOf(poll(X, options, kit));
    expect(purse.spent).toBe(0);
  });

  it('searches, knows the house, and marks what it may not answer', async () => {
    options = { ...options, searches: ['acme'], ownAccounts: ['@Acme_Care'] };
    server.add(
      post(1, { text: 'acme is late again', entities: undefined }),
      post(2, {
        author_id: US,
        text: 'Sorry!',
        entities: undefined,
        referenced_tweets: [{ type: 'replied_to', id: idOf(1) }],
      }),
      post(3, { author_id: US, text: 'acme news', entities: undefined }),
      post(4, { text: 'RT acme', entities: undefined, referenced_tweets: [{ type: 'retweeted', id: idOf(1) }] }),
    );
    const { messages, replies, pages } = await poll(X, options, kit);
    expect(messages.map(({ externalId, tags }) => [externalId, tags])).toEqual([[idOf(1), ['not-addressed']]]);
    expect(replies).toMatchObject([{ externalId: idOf(2), answers: [idOf(1)] }]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1, repost: 1 });
    const parsed = X.options.parse({ ...options, replies: true });
    expect(X.whyNoReply!(parsed, { mailServer: false }, messages[0])).toContain('mention or quote');
    expect(X.whyNoReply!(parsed, { mailServer: false }, { tags: [] })).toBeNull();
    expect(X.whyNoReply!(X.options.parse(options), { mailServer: false })).toContain('switched off');
  });

  it('asks a search for no more than it reaches, however long nothing was found', async () => {
    options = { baseUrl: server.http.origin, searches: ['acme'] };
    const old = idAt(new Date(Date.now() - 9 * 24 * 3_600_000));
    server.add(post(1));
    const cursor = { streams: { 'search:acme': { since: old, walk: null } } };
    expect((await poll(X, options, kit, cursor)).ids).toEqual([idOf(1)]);
    const longAgo = new Date(Date.now() - 90 * 24 * 3_600_000);
    expect((await poll(X, options, kit, null, { since: longAgo })).ids).toEqual([idOf(1)]);
  });

  it('takes what comes beside a part that is missing', async () => {
    server.add(post(1));
    server.errors = [
      { title: 'Not Found Error', resource_type: 'user', type: 'https://api.x.com/2/problems/resource-not-found' },
    ];
    expect((await poll(X, options, kit)).ids).toEqual([idOf(1)]);
  });

  it('answers in the account’s name, and finds what it is not sure of', async () => {
    server.add(post(1));
    const [message] = (await poll(X, options, kit)).messages;
    const answer = answerTo(message!, 'We are sorry.');
    const receipt = await open().reply!(answer, never);
    expect(server.written.map(({ body }) => body)).toEqual([
      { text: 'We are sorry.', reply: { in_reply_to_tweet_id: idOf(1) } },
    ]);
    expect(receipt.externalId).toBe('9000001');
    expect(await open().findReply!(answer, never)).toBeNull();
    const now = new Date();
    const sent = { id: idAt(now), author_id: US, text: '@vera9 We are sorry.', created_at: now.toISOString() };
    server.add(post(9, { ...sent, referenced_tweets: [{ type: 'replied_to', id: idOf(1) }] }));
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: sent.id });
    kit = withSecrets({ bearerToken: BEARER, apiKey: 'key' });
    expect((await failureOf(open().reply!(answer, never))).message).toContain('accessTokenSecret');
  });

  it.each([
    [403, { detail: 'You are not allowed to create a Tweet with duplicate content.' }, 'refused'],
    [403, { detail: 'Reply to this conversation is not allowed because you have not been mentioned.' }, 'refused'],
    [403, { type: 'https://api.x.com/2/problems/oauth1-permissions' }, 'credentials_rejected'],
    [402, { title: 'CreditsDepleted' }, 'misconfigured'],
    [429, { title: 'Too Many Requests' }, 'rate_limited'],
    [500, {}, 'uncertain'],
    [503, {}, 'unreachable'],
  ])('takes %s %j to an answer for %s', async (status, body, kind) => {
    server.add(post(1));
    const [message] = (await poll(X, options, kit)).messages;
    server.http.instead = (_request, response) => problem(response, status, body);
    expect((await failureOf(open().reply!(answerTo(message!, 'Sorry'), never))).kind).toBe(kind);
  });

  it.each([
    [401, { title: 'Unauthorized' }, 'credentials_rejected', null],
    [402, { title: 'CreditsDepleted' }, 'misconfigured', null],
    [
      403,
      { title: 'Client Forbidden', type: 'https://api.x.com/2/problems/client-forbidden' },
      'credentials_rejected',
      null,
    ],
    [429, { title: 'UsageCapExceeded', type: 'https://api.x.com/2/problems/usage-capped' }, 'rate_limited', 24],
    [403, { title: 'UsageCapExceeded', type: 'https://api.twitter.com/2/problems/usage-capped' }, 'rate_limited', 24],
    [400, { title: 'Invalid Request' }, 'misconfigured', null],
    [503, {}, 'unreachable', null],
  ])('takes %s %j for %s', async (status, body, kind, hours) => {
    const now = new Date();
    kit = withSecrets({ bearerToken: BEARER }, () => now);
    server.http.instead = (_request, response) => problem(response, status, body);
    const retryAt = hours === null ? null : new Date(now.getTime() + hours * 3_600_000);
    expect(await failureOf(poll(X, options, kit))).toMatchObject({ kind, retryAt });
  });

  it('waits when a quarter of an hour’s requests are used up', async () => {
    server.add(post(1));
    server.remaining = 0;
    const { pages } = await poll(X, options, kit);
    expect(pages.at(-1)?.notBefore).toEqual(new Date(server.resetAt * 1000));
  });
});
