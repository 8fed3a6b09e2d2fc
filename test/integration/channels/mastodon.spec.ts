import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { MastodonServer, type FakeStatus } from '../../support/channels/mastodon-server.js';
import { MASTODON } from '../../../libs/connectors/src/mastodon/mastodon-definition.js';

const status = (id: number, more: Partial<FakeStatus> = {}): FakeStatus => ({
  id: String(id),
  acct: 'vera@else.example',
  content: `<p>Where is order ${id}?</p>`,
  created_at: new Date(Date.UTC(2026, 2, 2, 10, id)).toISOString(),
  mentionsUs: true,
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => status(id));
const never = new AbortController().signal;

describeConnectorConformance({
  definition: MASTODON,
  async start() {
    const server = (await MastodonServer.start()).add(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin },
      externalIds: FIVE.map(({ id }) => id),
      kit: connectorKit([server.http.host], { secrets: { accessToken: 'good-token' } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(status(6, { content: 6 as unknown as string })),
  limitRate: async ({ server }, retryAt) =>
    always(server.http, 429, { error: 'Too many requests' }, { 'x-ratelimit-reset': retryAt.toISOString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the Mastodon connector', () => {
  let server: MastodonServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await MastodonServer.start();
    kit = connectorKit([server.http.host], { secrets: { accessToken: 'good-token' } });
    options = { baseUrl: server.http.origin };
  });
  afterEach(() => server.stop());

  const open = () => MASTODON.create(MASTODON.options.parse(options), kit);

  it('reads a mention in the words of its writer', async () => {
    const content =
      '<p><span class="h-card"><a href="https://shop.example/@shop">@<span>shop</span></a></span> it broke 😡<br>see <a href="https://vera.example/p">vera.example/p</a></p><p>Twice!</p>';
    server.add(status(1), status(2, { content, language: 'de', spoiler_text: 'Ärger', in_reply_to_id: '1' }));
    const [, message] = (await poll(MASTODON, options, kit)).messages;
    expect(message).toMatchObject({
      externalId: '2',
      revision: null,
      channel: 'social',
      kind: 'person',
      author: { name: 'vera', handle: 'vera@else.example', namespace: 'fediverse', address: null },
      sentAt: new Date('2026-03-02T10:02:00Z'),
      subject: 'Ärger',
      text: '@shop it broke 😡\nsee vera.example/p\n\nTwice!',
      language: 'de',
      url: 'https://else.example/@vera/2',
      threadId: '2',
      references: ['1'],
      tags: [],
    });
  });

  it('hears an edit as a new revision, and a post that was delivered late', async () => {
    server.add(...FIVE.filter(({ id }) => id !== '3'));
    const before = await poll(MASTODON, options, kit);
    server.edit('4', { content: '<p>It never came!</p>', edited_at: '2026-03-02T11:00:00.000Z' });
    server.add(FIVE[2]!);
    const after = await poll(MASTODON, options, kit, before.cursor);
    expect(after.messages).toMatchObject([
      { externalId: '3', revision: null },
      { externalId: '4', revision: '2026-03-02T11:00:00.000Z', text: 'It never came!' },
    ]);
    expect((await poll(MASTODON, options, kit, after.cursor)).messages).toEqual([]);
  });

  it('loses nothing that is written while it reads', async () => {
    server.add(...FIVE);
    let next = 5;
    server.beforeAnswer = () => void (next < 9 && server.add(status((next += 1))));
    const first = await poll(MASTODON, options, kit, null, { pageSize: 2 });
    const second = await poll(MASTODON, options, kit, first.cursor, { pageSize: 2 });
    expect(new Set([...first.ids, ...second.ids]).size).toBe(9);
  });

  it('knows the answers of the house, and leaves its other posts and boosts aside', async () => {
    server
      .tag('shop')
      .add(
        status(1, { tags: ['shop'] }),
        status(2, { acct: 'shop', in_reply_to_id: '1', mentionsUs: false }),
        status(3, { acct: 'shop', mentionsUs: false }),
        status(4, { acct: 'care@else.example', in_reply_to_id: '1', tags: ['shop'], mentionsUs: false }),
        status(5, { reblog: { id: '1' }, tags: ['shop'], mentionsUs: false }),
      );
    options = { ...options, mentions: false, hashtags: ['#shop'], ownAccounts: ['@Care@else.example'] };
    const { ids, replies, pages } = await poll(MASTODON, options, kit);
    expect(ids).toEqual(['1']);
    expect(replies.map(({ externalId, answers }) => [externalId, answers])).toEqual([
      ['4', ['1']],
      ['2', ['1']],
    ]);
    expect(skippedIn(pages)).toEqual({ boost: 1, 'own-post': 1 });
  });

  it('answers where the customer wrote, once, however often it is asked to', async () => {
    server.add(status(1, { visibility: 'direct' }));
    const [message] = (await poll(MASTODON, options, kit)).messages;
    const answer = answerTo(message!, 'We are sorry. A new one is on its way.', { language: 'de-AT' });
    const receipt = await open().reply!(answer, never);
    expect(await open().reply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect(server.posted).toEqual([
      {
        key: answer.externalId,
        body: {
          status: '@vera@else.example We are sorry. A new one is on its way.',
          in_reply_to_id: '1',
          visibility: 'direct',
          language: 'de',
        },
      },
    ]);
    expect((await poll(MASTODON, options, kit)).replies).toMatchObject([{ externalId: receipt.externalId }]);
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    expect(await open().findReply!({ ...answer, text: 'Other words' }, never)).toBeNull();
  });

  it.each([
    [401, 0, 'credentials_rejected'],
    [404, 0, 'refused'],
    [422, 0, 'refused'],
    [429, 0, 'rate_limited'],
    [503, 0, 'unreachable'],
    [500, 0, 'unreachable'],
    // The server does not know the key any more, so the same answer could be posted twice.
    [500, 2 * 3_600_000, 'uncertain'],
  ])('says what status %s to an answer written %s ms ago requires: %s', async (code, age, kind) => {
    server.add(status(1));
    const [message] = (await poll(MASTODON, options, kit)).messages;
    always(server.http, code, { error: 'No' });
    const answer = answerTo(message!, 'Sorry', { writtenAt: new Date(Date.now() - age) });
    expect((await failureOf(open().reply!(answer, never))).kind).toBe(kind);
  });

  it('waits when the server says that the budget is spent', async () => {
    server.add(status(1));
    server.remaining = 0;
    const { pages } = await poll(MASTODON, options, kit);
    expect(pages.at(-1)?.notBefore).toEqual(server.resetAt);
  });

  it('says what is missing where it cannot read', async () => {
    kit = connectorKit([server.http.host]);
    expect(await failureOf(poll(MASTODON, options, kit))).toMatchObject({ kind: 'misconfigured' });
    kit = connectorKit([server.http.host], { secrets: { accessToken: 'old' } });
    expect(await failureOf(poll(MASTODON, options, kit))).toMatchObject({ kind: 'credentials_rejected' });
    kit = connectorKit([server.http.host]);
    options = { ...options, mentions: false, hashtags: ['shop'] };
    server.http.serve('/api/v1/timelines/tag/shop', '{"error":"This method requires an authenticated user"}', {}, 422);
    expect(await failureOf(poll(MASTODON, options, kit))).toMatchObject({ kind: 'credentials_rejected' });
  });
});
