import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { StackExchangeServer, type FakePost } from '../../support/channels/stack-exchange-server.js';
import { STACK_EXCHANGE } from '../../../libs/connectors/src/stack-exchange/stack-exchange-definition.js';

const START = Date.UTC(2026, 2, 2, 10) / 1000;
const question = (id: number, more: Partial<FakePost> = {}): FakePost => ({
  question_id: id,
  title: `Acme &quot;SDK&quot; fails ${id}`,
  body: '<p>It fails since <code>2.0</code>.</p>',
  creation_date: START + id * 60,
  link: `https://stackoverflow.com/questions/${id}/acme`,
  owner: { user_id: 7, display_name: 'Vera &amp; Co', reputation: 1 },
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => question(id));

describeConnectorConformance({
  definition: STACK_EXCHANGE,
  async start() {
    const server = await StackExchangeServer.start();
    server.questions.push(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin, query: 'acme' },
      externalIds: FIVE.map(({ question_id }) => String(question_id)),
      kit: connectorKit([server.http.host]),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.questions.push(question(6, { title: null })),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the Stack Exchange connector', () => {
  const NOW = new Date('2026-03-03T20:00:00Z');
  let server: StackExchangeServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await StackExchangeServer.start();
    kit = connectorKit([server.http.host], { now: () => NOW, secrets: { key: 'app-key' } });
    options = { baseUrl: server.http.origin, tags: ['acme', 'acme-sdk'], ownUserIds: [42] };
  });
  afterEach(() => server.stop());

  it('reads questions, and knows what the team wrote below them', async () => {
    server.questions.push(
      question(1, { body: '<blockquote>Error 5</blockquote><p>Why?</p>' }),
      question(2, { owner: { user_type: 'does_not_exist', display_name: 'user9' } }),
      question(3, { owner: { user_id: 42 } }),
    );
    server.answers.push({ answer_id: 11, question_id: 1, creation_date: START + 300, body: '<p>Use 2.1</p>' });
    server.comments.push({ comment_id: 12, post_id: 2, creation_date: START + 400, body: 'Sorry &#39;bout that' });
    const { messages, replies, pages } = await poll(STACK_EXCHANGE, options, kit);
    expect(messages).toMatchObject([
      {
        externalId: '1',
        subject: 'Acme "SDK" fails 1',
        text: 'Why?',
        quoted: 'Error 5',
        author: { name: 'Vera & Co', handle: '7', namespace: 'stackoverflow' },
        url: 'https://stackoverflow.com/questions/1/acme',
      },
      { externalId: '2', author: { name: 'user9', handle: null, namespace: null } },
    ]);
    expect(replies).toMatchObject([
      { externalId: '11', answers: ['1'], text: 'Use 2.1' },
      { externalId: 'comment-12', answers: ['2'], text: "Sorry 'bout that" },
    ]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1 });
    const asked = new URL(server.http.seen[0]!.url, server.http.origin).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ tagged: 'acme;acme-sdk', site: 'stackoverflow', key: 'app-key' });
  });

  it('leaves nothing out when a question is deleted while it reads', async () => {
    server.maxPageSize = 2;
    server.questions.push(...FIVE);
    const connector = STACK_EXCHANGE.create(STACK_EXCHANGE.options.parse(options), kit);
    const ids: string[] = [];
    const limits = { pageSize: 2, maxItemBytes: 10_000, since: null };
    for await (const { messages } of connector.poll(null, limits, new AbortController().signal)) {
      ids.push(...messages.map(({ externalId }) => externalId));
      server.questions.splice(
        server.questions.findIndex(({ question_id }) => String(question_id) === ids[0]),
        1,
      );
    }
    expect(ids.sort()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('hears an edit as a new revision', async () => {
    server.questions.push(question(1));
    const before = await poll(STACK_EXCHANGE, options, kit);
    server.questions[0] = question(1, { body: 'Solved', last_edit_date: START + 500 });
    const after = await poll(STACK_EXCHANGE, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: '1', text: 'Solved', revision: '2026-03-02T10:08:20.000Z' }]);
  });

  it('keeps the pause that the service asks for, with what was read until then', async () => {
    server.maxPageSize = 2;
    server.questions.push(...FIVE);
    server.wrapper = { backoff: 30 };
    const connector = STACK_EXCHANGE.create(STACK_EXCHANGE.options.parse(options), kit);
    const limits = { pageSize: 100, maxItemBytes: 10_000, since: null };
    const reading = connector.poll(null, limits, new AbortController().signal)[Symbol.asyncIterator]();
    const first = (await reading.next()).value as { messages: unknown[]; notBefore?: Date };
    expect(first.messages).toHaveLength(2);
    expect(first.notBefore).toEqual(new Date('2026-03-03T20:00:30Z'));
    const retryAt = new Date('2026-03-03T20:00:30Z');
    expect(await failureOf(reading.next())).toMatchObject({ kind: 'rate_limited', retryAt });
  });

  it('waits for the next day when the quota is used up', async () => {
    server.questions.push(question(1));
    server.wrapper = { quota_remaining: 0 };
    const { pages } = await poll(STACK_EXCHANGE, options, kit);
    expect(pages[0]?.notBefore).toEqual(new Date('2026-03-04T00:00:00Z'));
  });

  it.each([
    [502, 'too many requests from this IP, more requests available in 2345 seconds', 'rate_limited', 2345],
    [502, 'too many requests', 'rate_limited', 600],
    [402, 'invalid access token', 'credentials_rejected', null],
    [405, 'key required', 'credentials_rejected', null],
    [500, 'internal error', 'unreachable', null],
    [503, 'temporarily unavailable', 'unreachable', null],
    [400, 'site is required', 'misconfigured', null],
  ])('takes error %s “%s” for %s', async (id, words, kind, seconds) => {
    server.refuse(id, words);
    const error = await failureOf(poll(STACK_EXCHANGE, options, kit));
    const retryAt = seconds === null ? null : new Date(NOW.getTime() + seconds * 1000);
    expect(error).toMatchObject({ kind, retryAt });
  });

  it('refuses to read a whole site', () => {
    expect(STACK_EXCHANGE.options.safeParse({ site: 'superuser' }).success).toBe(false);
  });
});
