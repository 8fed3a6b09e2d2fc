import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { DiscourseServer, type FakeForumPost } from '../../support/channels/discourse-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { DISCOURSE } from '../../../libs/connectors/src/discourse/discourse-definition.js';

const post = (id: number, more: Partial<FakeForumPost> = {}): FakeForumPost => ({
  id,
  username: 'vera',
  name: 'Vera',
  cooked: `<p>Order ${id} is late</p>`,
  raw: `Order ${id} is late`,
  created_at: new Date(Date.UTC(2026, 2, 2, 10, id % 60, 0, id)).toISOString(),
  topic_id: 7,
  topic_title: 'Where is it?',
  post_number: id,
  post_url: `/t/where-is-it/7/${id}`,
  ...more,
});
const FIVE = [1, 2, 3, 4, 5].map((id) => post(id));
const never = new AbortController().signal;

describeConnectorConformance({
  definition: DISCOURSE,
  async start() {
    const server = await DiscourseServer.start();
    server.posts.push(...FIVE);
    return {
      server,
      options: { baseUrl: server.http.origin },
      externalIds: FIVE.map(({ id }) => String(id)),
      kit: connectorKit([server.http.host]),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.posts.push(post(6, { cooked: null as unknown as string })),
  limitRate: async ({ server }, retryAt) =>
    always(server.http, 429, { errors: ['slow down'] }, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the Discourse connector', () => {
  let server: DiscourseServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await DiscourseServer.start();
    kit = connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } });
    options = { baseUrl: server.http.origin, username: 'care' };
  });
  afterEach(() => server.stop());

  const open = () => DISCOURSE.create(DISCOURSE.options.parse(options), kit);

  it('reads a post without what it quotes, with its place in the topic', async () => {
    const cooked =
      '<aside class="quote" data-username="care"><div class="title">care:</div><blockquote><p>Soon</p></blockquote></aside><p>When, <a class="mention" href="/u/care">@care</a>? 😡</p>';
    server.posts.push(post(1), post(4, { cooked, raw: 'When, @care? 😡', reply_to_post_number: 3 }));
    const [first, message] = (await poll(DISCOURSE, options, kit)).messages;
    expect(first).toMatchObject({ subject: 'Where is it?', threadId: 't/7/1', references: [] });
    expect(message).toMatchObject({
      externalId: '4',
      subject: null,
      text: 'When, @care? 😡',
      quoted: expect.stringContaining('Soon') as string,
      author: { name: 'Vera', handle: 'vera', namespace: server.http.host },
      url: `${server.http.origin}/t/where-is-it/7/4`,
      threadId: 't/7/4',
      references: ['t/7/3', 't/7/1'],
    });
  });

  it.each(['exclusive', 'window'] as const)(
    'reads everything of a forum with %s pages, also over gaps',
    async (version) => {
      server.version = version;
      const ids = Array.from({ length: 180 }, (_, index) => index + 1).filter((id) => id < 60 || id > 128);
      server.posts.push(...ids.map((id) => post(id)));
      let next = 180;
      server.beforeAnswer = () => void (next < 183 && server.posts.push(post((next += 1))));
      const first = await poll(DISCOURSE, options, kit);
      const second = await poll(DISCOURSE, options, kit, first.cursor);
      expect([...new Set([...first.ids, ...second.ids])].map(Number).sort((a, b) => a - b)).toEqual([
        ...ids,
        181,
        182,
        183,
      ]);
    },
  );

  it('hears an edit, and tells what was taken away', async () => {
    server.posts.push(post(1), post(2), post(3));
    const before = await poll(DISCOURSE, options, kit);
    server.posts[0] = post(1, { raw: 'It came', cooked: '<p>It came</p>' });
    server.posts[1] = post(2, { user_deleted: true, cooked: '<p>(post deleted by author)</p>' });
    server.posts[2] = post(3, { cooked: '<p>Order 3 is late<!-- rendered anew --></p>' });
    const after = await poll(DISCOURSE, options, kit, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: '1', text: 'It came' }]);
    expect(after.pages.flatMap(({ removed }) => removed ?? [])).toEqual(['2']);
    expect((await poll(DISCOURSE, options, kit, after.cursor)).pages[0]).not.toHaveProperty('removed');
  });

  it('takes the posts of the team for answers', async () => {
    server.posts.push(
      post(1),
      post(2, { username: 'Care', reply_to_post_number: 1, reply_to_user: { username: 'Vera' } }),
      post(3, { username: 'boss', staff: true }),
      post(4, { username: 'boss', staff: true, topic_id: 8, post_number: 1 }),
      post(5, { hidden: true }),
    );
    const { ids, replies, pages } = await poll(DISCOURSE, options, kit);
    expect(ids).toEqual(['1']);
    expect(replies).toMatchObject([
      { externalId: '2', answers: ['t/7/1'], recipients: ['vera'] },
      { externalId: '3', answers: ['t/7/1'] },
    ]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1, 'hidden-by-moderator': 1 });
    expect((await poll(DISCOURSE, { ...options, staffIsOwn: false }, kit)).ids).toEqual(['1', '3', '4']);
  });

  it('answers in the topic, and finds the answer again', async () => {
    server.posts.push(post(4));
    const [message] = (await poll(DISCOURSE, options, kit)).messages;
    const answer = answerTo(message!, 'We are sorry, it is on its way.');
    const receipt = await open().reply!(answer, never);
    expect(server.created).toEqual({ topic_id: 7, raw: answer.text, reply_to_post_number: 4 });
    expect(receipt).toMatchObject({ externalId: '5', threadId: 't/7/99' });
    expect(await open().findReply!(answer, never)).toMatchObject({ externalId: '5' });
    const held = await open().reply!({ ...answer, text: 'A reply that waits for a moderator' }, never);
    expect(held).toMatchObject({ threadId: null });
    expect(await failureOf(open().reply!({ ...answer, text: 'Too short' }, never))).toMatchObject({ kind: 'refused' });
  });

  it('does not post again what may stand there already', async () => {
    server.posts.push(post(4));
    const [message] = (await poll(DISCOURSE, options, kit)).messages;
    const answer = answerTo(message!, 'We are sorry, it is on its way.');
    server.http.instead = (_request, response) => response.destroy();
    expect(await failureOf(open().reply!(answer, never))).toMatchObject({ kind: 'uncertain' });
    server.http.serve('/posts.json', 'thank you');
    server.http.instead = null;
    expect(await failureOf(open().reply!(answer, never))).toMatchObject({ kind: 'uncertain' });
    // A connection that never stood has carried nothing.
    kit = connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } });
    await server.stop();
    expect(await failureOf(open().reply!(answer, never))).toMatchObject({ kind: 'unreachable' });
    server = await DiscourseServer.start();
  });

  it('says what is missing for a key or an answer', async () => {
    const message = { threadId: 't/7/4' };
    expect(await failureOf(poll(DISCOURSE, { baseUrl: server.http.origin }, kit))).toMatchObject({
      kind: 'misconfigured',
    });
    kit = connectorKit([server.http.host]);
    const answer = answerTo({ ...message, author: { handle: 'vera' } } as never, 'We are sorry, it is on its way.');
    expect(await failureOf(open().reply!(answer, never))).toMatchObject({ kind: 'misconfigured' });
    const stray = { ...answer, answers: { ...answer.answers, threadId: 'x' } };
    expect(await failureOf(open().reply!(stray, never))).toMatchObject({ kind: 'refused' });
    always(server.http, 403, { errors: ['You need to be logged in'], error_type: 'not_logged_in' });
    expect(await failureOf(poll(DISCOURSE, options, kit))).toMatchObject({ kind: 'credentials_rejected' });
  });
});
