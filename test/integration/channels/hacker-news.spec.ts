import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { HackerNewsServer, type FakeHit } from '../../support/channels/hacker-news-server.js';
import { poll, skippedIn } from '../../support/channels/polling.js';
import { HACKER_NEWS } from '../../../libs/connectors/src/hacker-news/hacker-news-definition.js';

const START = Date.UTC(2026, 2, 2, 10) / 1000;
const comment = (id: number, more: Partial<FakeHit> = {}): FakeHit => ({
  objectID: String(id),
  author: 'vera',
  created_at_i: START + id * 60,
  comment_text: `<p>Acme lost order ${id}`,
  parent_id: 7000,
  story_id: 7000,
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => comment(id));

describeConnectorConformance({
  definition: HACKER_NEWS,
  async start() {
    const server = (await HackerNewsServer.start()).add(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin, queries: ['Acme'] },
      externalIds: FIVE.map(({ objectID }) => objectID),
      kit: connectorKit([server.http.host]),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(comment(6, { title: 6 })),
  limitRate: async ({ server }, retryAt) =>
    always(server.http, 429, { message: 'Too many requests' }, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the Hacker News connector', () => {
  let server: HackerNewsServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await HackerNewsServer.start();
    kit = connectorKit([server.http.host]);
    options = { baseUrl: server.http.origin, queries: ['Acme'] };
  });
  afterEach(() => server.stop());

  it('reads stories and comments with their parents, and leaves quoted lines apart', async () => {
    server.add(
      comment(1, { comment_text: '<p>&gt; We ship fast<p>Acme doesn&#x27;t 😡', parent_id: 7001 }),
      comment(2, { title: 'Ask HN: Is Acme down?', comment_text: null, story_id: 2, parent_id: null }),
    );
    const { messages } = await poll(HACKER_NEWS, options, kit);
    expect(messages).toMatchObject([
      {
        externalId: '1',
        text: "Acme doesn't 😡",
        quoted: 'We ship fast',
        references: ['7001', '7000'],
        author: { handle: 'vera', namespace: 'news.ycombinator.com' },
        url: 'https://news.ycombinator.com/item?id=1',
        sentAt: new Date((START + 60) * 1000),
      },
      { externalId: '2', subject: 'Ask HN: Is Acme down?', text: 'Ask HN: Is Acme down?', references: [] },
    ]);
  });

  it('reads thousands of hits, also many of the same second, while others are deleted and written', async () => {
    server.add(...Array.from({ length: 450 }, (_, id) => comment(id, { created_at_i: START + Math.floor(id / 30) })));
    let late = 1000;
    server.beforeAnswer = () => {
      const gone = server.hits.findIndex(({ objectID }) => objectID === '449');
      if (gone >= 0) server.hits.splice(gone, 1);
      if (late < 1003) server.add(comment((late += 1), { created_at_i: START + 100 }));
    };
    const first = await poll(HACKER_NEWS, options, kit);
    const second = await poll(HACKER_NEWS, options, kit, first.cursor);
    const expected = Array.from({ length: 449 }, (_, id) => String(id));
    const heard = new Set([...first.ids, ...second.ids]);
    expect([...expected, '1001', '1002', '1003'].filter((id) => !heard.has(id))).toEqual([]);
  });

  it('reads on where a page is shorter than was asked for and the service counts more', async () => {
    server.add(...Array.from({ length: 50 }, (_, id) => comment(id)));
    server.longestPage = 20;
    expect(new Set((await poll(HACKER_NEWS, options, kit)).ids).size).toBe(50);
  });

  it('hears an edit as a new revision', async () => {
    server.add(comment(1));
    const before = await poll(HACKER_NEWS, options, kit);
    server.hits[0] = comment(1, { comment_text: '<p>Acme found order 1', points: 12 });
    const after = await poll(HACKER_NEWS, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: '1', text: 'Acme found order 1' }]);
    expect(after.messages[0]?.revision).not.toBe(before.messages[0]?.revision);
    server.hits[0] = { ...server.hits[0], points: 90 };
    expect((await poll(HACKER_NEWS, options, kit, after.cursor)).messages).toEqual([]);
  });

  it('takes what the team writes for answers', async () => {
    server.add(
      comment(1),
      comment(2, { author: 'acme-care', parent_id: 1, comment_text: 'Sorry!' }),
      comment(3, { author: 'acme-care', title: 'Show HN: Acme', comment_text: null, parent_id: null, story_id: 3 }),
    );
    const { ids, replies, pages } = await poll(HACKER_NEWS, { ...options, ownAccounts: ['acme-care'] }, kit);
    expect(ids).toEqual(['1']);
    expect(replies[0]).toMatchObject({ externalId: '2', answers: ['1', '7000'], text: 'Sorry!' });
    expect(new Set(replies.map(({ externalId }) => externalId)).size).toBe(1);
    expect(skippedIn(pages)['own-post']).toBeGreaterThan(0);
  });

  it('asks for the exact words unless it is told otherwise', async () => {
    server.add(comment(1));
    await poll(HACKER_NEWS, options, kit);
    await poll(HACKER_NEWS, { ...options, exact: false }, kit);
    const asked = server.http.seen.map(({ url }) => new URL(url, server.http.origin).searchParams);
    expect(asked.map((query) => [query.get('query'), query.get('typoTolerance')])).toEqual([
      ['"Acme"', 'false'],
      ['Acme', 'true'],
    ]);
  });
});
