import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { BlueskyServer, uriOf, type FakeSkeet } from '../../support/channels/bluesky-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { BLUESKY } from '../../../libs/connectors/src/bluesky/bluesky-definition.js';

const skeet = (key: number, more: Partial<FakeSkeet> = {}): FakeSkeet => ({
  key,
  handle: 'vera.example',
  text: `@shop.example order ${key} is late`,
  at: new Date(Date.UTC(2026, 2, 2, 10, key)).toISOString(),
  reason: 'mention',
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((key) => skeet(key));
const never = new AbortController().signal;

describeConnectorConformance({
  definition: BLUESKY,
  async start() {
    const server = await BlueskyServer.start();
    server.posts.push(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin, identifier: 'shop.example' },
      externalIds: FIVE.map(({ handle, key }) => uriOf(handle, key)),
      kit: connectorKit([server.http.host], { secrets: { appPassword: 'app-password' } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.posts.push(skeet(6, { record: { text: 6 } })),
  limitRate: async ({ server }, retryAt) =>
    always(server.http, 429, { error: 'RateLimitExceeded' }, { 'ratelimit-reset': String(retryAt.getTime() / 1000) }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => [...server.records],
});

describe('the Bluesky connector', () => {
  let server: BlueskyServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;
  let secrets: Record<string, string>;

  beforeEach(async () => {
    server = await BlueskyServer.start();
    secrets = { appPassword: 'app-password' };
    kit = connectorKit([server.http.host], {
      secrets,
      saveSecrets: async (saved) => void Object.assign(secrets, saved),
    });
    options = { baseUrl: server.http.origin, identifier: '@shop.example' };
  });
  afterEach(() => server.stop());

  const open = () => BLUESKY.create(BLUESKY.options.parse(options), kit);

  it('reads who speaks to the account, and not who likes or follows it', async () => {
    const parent = uriOf('shop.example', 1);
    server.posts.push(
      skeet(2, { reason: 'reply', parent }),
      skeet(3, { reason: 'like', record: { text: undefined } }),
      skeet(4, { reason: 'quote', handle: 'handle.invalid' }),
    );
    const { messages, pages } = await poll(BLUESKY, options, kit);
    expect(messages).toMatchObject([
      {
        externalId: uriOf('vera.example', 2),
        revision: 'c2',
        text: '@shop.example order 2 is late',
        author: { name: 'vera', handle: 'vera.example', namespace: 'bluesky' },
        references: [parent],
        language: 'en',
        url: 'https://bsky.app/profile/did%3Aplc%3Avera/post/k2',
      },
      { author: { handle: 'did:plc:handle' } },
    ]);
    expect(skippedIn(pages)).toEqual({ 'no-post': 1 });
  });

  it('searches for words, and knows the answers of the house', async () => {
    options = { ...options, mentions: false, searches: ['order'], ownAccounts: ['boss.example'] };
    const parent = uriOf('vera.example', 1);
    server.posts.push(
      skeet(1),
      skeet(2, { handle: 'boss.example', parent }),
      skeet(3, { handle: 'shop.example', parent, text: 'Sorry!' }),
      skeet(4, { handle: 'shop.example', text: 'News' }),
    );
    const { ids, replies, pages } = await poll(BLUESKY, options, kit);
    expect(ids).toEqual([parent]);
    expect(replies).toMatchObject([
      { externalId: uriOf('boss.example', 2), answers: [parent] },
      { externalId: uriOf('shop.example', 3), answers: [parent], text: 'Sorry!' },
    ]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1 });
  });

  it('logs in once, keeps the session, and renews it when the server has ended it', async () => {
    server.posts.push(skeet(1));
    await poll(BLUESKY, options, kit);
    await poll(BLUESKY, options, kit);
    expect([server.logins, server.refreshes]).toEqual([1, 0]);
    server.valid = new Set([`Bearer ${secrets['refreshToken']}`]);
    expect((await poll(BLUESKY, options, kit)).ids).toHaveLength(1);
    expect([server.logins, server.refreshes]).toEqual([1, 1]);
    server.valid = new Set();
    expect((await poll(BLUESKY, options, kit)).ids).toHaveLength(1);
    expect([server.logins, server.refreshes]).toEqual([2, 1]);
  });

  it.each([
    ['a wrong app password', { appPassword: 'wrong' }],
    ['none', {}],
  ])('asks for an app password when there is %s', async (_what, given) => {
    kit = connectorKit([server.http.host], { secrets: given });
    expect(await failureOf(poll(BLUESKY, options, kit))).toMatchObject({ kind: 'credentials_rejected' });
  });

  it('says that the cursor is lost when the server does not know it', async () => {
    server.posts.push(...FIVE);
    const { pages } = await poll(BLUESKY, options, kit, null, { pageSize: 2 });
    server.cursorsAreKnown = false;
    expect(await failureOf(poll(BLUESKY, options, kit, pages[0]!.cursor))).toMatchObject({ kind: 'cursor_lost' });
  });

  it('answers below the post under a key of its own, by which it is found again', async () => {
    const root = uriOf('boss.example', 1);
    server.posts.push(skeet(2, { parent: root }));
    const [message] = (await poll(BLUESKY, options, kit)).messages;
    const answer = answerTo(message!, 'Sorry! 😔 See https://shop.example/help.', { language: 'en' });
    expect(await open().findReply!(answer, never)).toBeNull();
    const receipt = await open().reply!(answer, never);
    expect(await open().reply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect([...server.records]).toEqual([
      [
        expect.stringMatching(/^[234567a-j][234567a-z]{12}$/),
        {
          $type: 'app.bsky.feed.post',
          text: answer.text,
          createdAt: answer.writtenAt.toISOString(),
          langs: ['en'],
          reply: { root: { uri: root, cid: 'c' }, parent: { uri: message!.externalId, cid: 'c2' } },
          facets: [
            {
              index: { byteStart: 16, byteEnd: 41 },
              features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://shop.example/help' }],
            },
          ],
        },
      ],
    ]);
  });

  it('does not send what would be refused: too long, or to a post that is gone', async () => {
    server.posts.push(skeet(1));
    const [message] = (await poll(BLUESKY, options, kit)).messages;
    expect(await failureOf(open().reply!(answerTo(message!, '👨‍👩‍👧'.repeat(301)), never))).toMatchObject({
      kind: 'refused',
    });
    expect(await open().reply!(answerTo(message!, '👍🏽'.repeat(300)), never)).toBeDefined();
    server.posts.length = 0;
    expect(await failureOf(open().reply!(answerTo(message!, 'Sorry'), never))).toMatchObject({ kind: 'refused' });
  });
});
