import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { APP_SECRET, GraphServer, refuse, TOKEN } from '../../support/channels/graph-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { FACEBOOK } from '../../../libs/connectors/src/facebook/facebook-definition.js';

const PAGE = '10001';
const WALL = `${PAGE}/feed`;
const OURS = { id: PAGE, name: 'Acme' };
const VERA = { id: '9009', name: 'Vera Ivanova' };
const never = new AbortController().signal;

const timeOf = (minute: number): string =>
  new Date(Date.UTC(2026, 2, 2, 10, minute)).toISOString().replace('.000Z', '+0000');
const post = (n: number, more: Record<string, unknown> = {}) => ({
  id: `${PAGE}_${n}`,
  message: `Our news ${n}`,
  from: OURS,
  created_time: timeOf(n),
  ...more,
});
const comment = (n: number, more: Record<string, unknown> = {}) => ({
  id: `1_${n}`,
  message: `Where is order ${n}?`,
  from: VERA,
  created_time: timeOf(n),
  permalink_url: `https://www.facebook.com/permalink.php?story_fbid=1&comment_id=${n}`,
  ...more,
});
const BELOW = `${PAGE}_1/comments`;

describeConnectorConformance({
  definition: FACEBOOK,
  async start() {
    const server = await GraphServer.start();
    server.add(WALL, post(1)).add(BELOW, ...[1, 2, 3, 4, 5].map((n) => comment(n)));
    return {
      server,
      options: { baseUrl: server.http.origin, pageId: PAGE },
      externalIds: [1, 2, 3, 4, 5].map((n) => `1_${n}`),
      kit: connectorKit([server.http.host], { secrets: { accessToken: TOKEN } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(BELOW, comment(6, { message: 6 })),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.written,
});

describe('the Facebook connector', () => {
  const NOW = new Date('2026-03-03T12:00:00Z');
  let server: GraphServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await GraphServer.start();
    server.add(WALL, post(1)).add(BELOW);
    kit = connectorKit([server.http.host], { now: () => NOW, secrets: { accessToken: TOKEN, appSecret: APP_SECRET } });
    options = { baseUrl: server.http.origin, pageId: PAGE };
  });
  afterEach(() => server.stop());

  const open = () => FACEBOOK.create(FACEBOOK.options.parse(options), kit);

  it('reads visitors’ posts and comments of all depths, and knows the answers of the page', async () => {
    server
      .add(WALL, post(2, { from: VERA, message: 'Nobody answers your phone!' }))
      .add(`${PAGE}_2/comments`)
      .add(
        BELOW,
        comment(1),
        comment(2, { from: OURS, parent: { id: '1_1' }, message: 'Sorry, on its way' }),
        comment(3, { parent: { id: '1_1' }, from: undefined, permalink_url: 'https://evil.example/' }),
        comment(4, { message: '' }),
      );
    const { messages, replies, pages } = await poll(FACEBOOK, options, kit);
    expect(messages).toMatchObject([
      { externalId: `${PAGE}_2`, text: 'Nobody answers your phone!', references: [] },
      {
        externalId: '1_1',
        author: { name: 'Vera Ivanova', handle: '9009', namespace: 'facebook.com' },
        sentAt: new Date('2026-03-02T10:01:00Z'),
        references: [`${PAGE}_1`],
        url: 'https://www.facebook.com/permalink.php?story_fbid=1&comment_id=1',
      },
      {
        externalId: '1_3',
        author: { name: null, handle: null, namespace: null },
        references: ['1_1', `${PAGE}_1`],
        url: 'https://www.facebook.com/1_3',
      },
    ]);
    expect(replies).toMatchObject([{ externalId: '1_2', answers: ['1_1', `${PAGE}_1`] }]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1, 'no-text': 1 });
  });

  it('loses and doubles nothing of what is written, edited and taken away while it reads', async () => {
    for (let n = 1; n <= 240; n += 1) server.add(BELOW, comment(n));
    let next = 240;
    server.beforeAnswer = (edge) => {
      if (edge !== BELOW || next >= 246) return;
      server.add(BELOW, comment((next += 1)));
      server.remove(BELOW, '1_7');
    };
    const first = await poll(FACEBOOK, options, kit);
    const second = await poll(FACEBOOK, options, kit, first.cursor);
    server.beforeAnswer = () => undefined;
    const third = await poll(FACEBOOK, options, kit, second.cursor);
    const ids = [...first.ids, ...second.ids, ...third.ids];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(ids.includes('1_7') ? next : next - 1);
    server.replace(BELOW, comment(230, { message: 'It came' }));
    const fourth = await poll(FACEBOOK, options, kit, third.cursor);
    expect(fourth.messages.map(({ externalId, text }) => [externalId, text])).toEqual([['1_230', 'It came']]);
  });

  it('starts a list anew when Facebook has forgotten where it was', async () => {
    server.add(BELOW, ...[1, 2, 3].map((n) => comment(n)));
    const reading = open().poll(null, { pageSize: 2, maxItemBytes: 1e6, since: null }, never)[Symbol.asyncIterator]();
    let cursor = null;
    for (let page = await reading.next(); page.done !== true; page = await reading.next()) {
      if (page.value.messages.length > 0 && cursor === null) cursor = page.value.cursor;
    }
    server.remove(BELOW, '1_2');
    expect((await failureOf(poll(FACEBOOK, options, kit, cursor))).kind).toBe('cursor_lost');
  });

  it('answers below the comment, and finds what it is not sure of', async () => {
    server.add(BELOW, comment(1));
    const [message] = (await poll(FACEBOOK, options, kit)).messages;
    server.add('1_1/comments');
    const answer = answerTo(message!, 'We are sorry.', { writtenAt: NOW });
    const receipt = await open().reply!(answer, never);
    expect(server.written).toEqual([{ path: '1_1/comments', message: 'We are sorry.' }]);
    expect(receipt.externalId).toMatch(/^written_/);
    expect(await open().findReply!(answer, never)).toBeNull();
    server.add('1_1/comments', comment(2, { from: OURS, message: 'We are sorry.', created_time: NOW.toISOString() }));
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: '1_2' });
    server.http.instead = (_request, response) => response.destroy();
    expect((await failureOf(open().reply!(answer, never))).kind).toBe('uncertain');
    server.http.instead = (_request, response) => refuse(response, 100);
    expect((await failureOf(open().reply!(answer, never))).kind).toBe('refused');
  });

  it.each([
    [190, 'credentials_rejected', null],
    [10, 'credentials_rejected', null],
    [283, 'credentials_rejected', null],
    [4, 'rate_limited', 15],
    [32, 'rate_limited', 15],
    [80_001, 'rate_limited', 15],
    [1, 'unreachable', null],
    [2, 'unreachable', null],
    [100, 'misconfigured', null],
  ])('takes error %s for %s', async (code, kind, minutes) => {
    server.http.instead = (_request, response) => refuse(response, code);
    const retryAt = minutes === null ? null : new Date(NOW.getTime() + minutes * 60_000);
    expect(await failureOf(poll(FACEBOOK, options, kit))).toMatchObject({ kind, retryAt });
  });

  it('waits as long as Facebook says, when it refuses and before it does', async () => {
    const usage = {
      'x-business-use-case-usage': `{"${PAGE}":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":42}]}`,
    };
    const retryAt = new Date(NOW.getTime() + 42 * 60_000);
    server.usage = usage;
    expect(
      (await poll(FACEBOOK, options, kit)).pages.some(({ notBefore }) => notBefore?.getTime() === retryAt.getTime()),
    ).toBe(true);
    server.http.instead = (_request, response) => refuse(response, 80_001, usage);
    expect(await failureOf(poll(FACEBOOK, options, kit))).toMatchObject({ kind: 'rate_limited', retryAt });
  });

  it('says at its check that pushes cannot be proven', async () => {
    kit = connectorKit([server.http.host], { secrets: { accessToken: TOKEN, verifyToken: 'a word' } });
    expect((await open().verify(never)).warnings.join()).toContain('appSecret');
  });

  it('takes no token of somebody else, and puts its own nowhere', async () => {
    kit = connectorKit([server.http.host], { secrets: { accessToken: TOKEN, appSecret: 'wrong' } });
    expect((await failureOf(poll(FACEBOOK, options, kit))).kind).toBe('credentials_rejected');
    expect(server.http.seen.map(({ url }) => url).join()).not.toContain(TOKEN);
  });
});
