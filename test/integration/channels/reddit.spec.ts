import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always, json } from '../../support/channels/answering.js';
import type { PagedListServer } from '../../support/channels/paged-list-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { REDDIT_APP, REDDIT_SECRET, startReddit } from '../../support/channels/reddit-server.js';
import { REDDIT } from '../../../libs/connectors/src/reddit/reddit-definition.js';

const never = new AbortController().signal;
const post = (id: number, more: Record<string, unknown> = {}) => ({
  kind: 't3',
  data: {
    name: `t3_${id}`,
    author: 'vera',
    created_utc: Date.UTC(2026, 2, 2, 10, id) / 1000,
    title: `Acme lost order ${id}`,
    selftext: 'It never came 😡',
    permalink: `/r/shops/comments/${id}/acme/`,
    ...more,
  },
});
const optionsOf = (server: PagedListServer, more: Record<string, unknown> = {}) => ({
  ...REDDIT_APP,
  baseUrl: server.http.origin,
  loginUrl: server.http.origin,
  searches: ['acme'],
  ...more,
});
const kitOf = (server: PagedListServer, clientSecret = REDDIT_SECRET): ConnectorKit =>
  connectorKit([server.http.host], { secrets: { clientSecret } });

describeConnectorConformance({
  definition: REDDIT,
  async start() {
    const server = await startReddit('/search');
    for (const id of [1, 2, 3, 4, 5]) server.add(id, post(id));
    return {
      server,
      options: optionsOf(server),
      externalIds: [1, 2, 3, 4, 5].map((id) => `t3_${id}`),
      kit: kitOf(server),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(6, post(6, { title: 6 })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
});

describe('the Reddit connector', () => {
  it('stays off until Reddit has approved', () => {
    const given = { clientId: 'client-id-1', contact: 'care', searches: ['acme'] };
    expect(REDDIT.options.safeParse(given).success).toBe(false);
    expect(REDDIT.options.safeParse({ ...given, approved: false }).success).toBe(false);
    expect(REDDIT.options.safeParse({ ...given, approved: true }).success).toBe(true);
  });

  it('reads a subreddit: posts, comments, answers of the team, edits and what was taken away', async () => {
    const server = await startReddit('/r/acme/comments');
    server.http.serve('/r/acme/new', '{"data":{"children":[],"after":null}}');
    const comment = (id: number, more: Record<string, unknown> = {}) => ({
      ...post(id, { title: undefined, selftext: undefined, body: `> We ship fast\n\nYou do not, ${id}`, ...more }),
      kind: 't1',
    });
    const answer = { author: 'Acme_Care', parent_id: 't3_1', link_id: 't3_1', body: 'Sorry!' };
    server
      .add(1, comment(1, { parent_id: 't1_0', link_id: 't3_0' }))
      .add(2, comment(2, answer))
      .add(3, comment(3, { author: 'AutoModerator' }));
    const options = optionsOf(server, { searches: [], subreddits: ['acme'], ownAccounts: ['acme_care'] });
    const before = await poll(REDDIT, options, kitOf(server));
    expect(before.messages).toMatchObject([
      {
        externalId: 't3_1',
        text: 'You do not, 1',
        quoted: 'We ship fast',
        references: ['t1_0', 't3_0'],
        author: { handle: 'vera', namespace: 'reddit.com' },
        url: 'https://www.reddit.com/r/shops/comments/1/acme/',
      },
      { externalId: 't3_3', kind: 'automatic' },
    ]);
    expect(before.replies).toMatchObject([{ answers: ['t3_1'], text: 'Sorry!' }]);
    server.replace(1, comment(1, { body: '[removed]', author: '[deleted]' }));
    server.replace(3, comment(3, { body: 'Edited' }));
    const after = await poll(REDDIT, options, kitOf(server), before.cursor);
    expect(after.pages.flatMap(({ removed }) => removed ?? [])).toEqual(['t3_1']);
    expect(after.messages).toMatchObject([{ externalId: 't3_3', text: 'Edited' }]);
    expect(skippedIn(after.pages)).toEqual({});
    await server.stop();
  });

  it('waits when the budget is spent, and says so when the application is refused', async () => {
    const server = await startReddit('/search');
    server.add(1, post(1)).headers = { 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '120' };
    const { pages } = await poll(REDDIT, optionsOf(server), kitOf(server));
    expect(pages[0]!.notBefore!.getTime()).toBeGreaterThan(Date.now() + 60_000);
    const error = await failureOf(poll(REDDIT, optionsOf(server), kitOf(server, 'wrong')));
    expect(error.kind).toBe('credentials_rejected');
    await server.stop();
  });

  it('answers as the account that allowed it, and finds what it has written', async () => {
    const server = await startReddit('/search');
    const secrets = { clientSecret: 'client-secret', refreshToken: 'permanent' };
    const kit = connectorKit([server.http.host], { secrets });
    const options = optionsOf(server, { replyAs: 'Acme_Care' });
    server.add(1, post(1));
    const [message] = (await poll(REDDIT, options, kit)).messages;
    expect(server.http.seen[0]!.body).toBe('grant_type=refresh_token&refresh_token=permanent');
    const comments: unknown[] = [];
    server.http.on('/user/Acme_Care/comments', (_request, response) =>
      json(response, { data: { children: comments } }),
    );
    server.http.on('/api/comment', ({ body }, response) => {
      const form = new URLSearchParams(body);
      const data = { name: 't1_a', parent_id: form.get('thing_id'), body: form.get('text'), author: 'acme_care' };
      comments.push({ kind: 't1', data: { ...data, created_utc: Date.now() / 1000 } });
      json(response, { json: { errors: [], data: { things: [{ kind: 't1', data }] } } });
    });
    const connector = REDDIT.create(REDDIT.options.parse(options), kit);
    const answer = answerTo(message!, 'We are sorry.');
    expect(await connector.findReply!(answer, never)).toBeNull();
    expect(await connector.reply!(answer, never)).toMatchObject({ externalId: 't1_a' });
    expect(comments).toMatchObject([{ data: { parent_id: 't3_1', body: 'We are sorry.' } }]);
    expect(await connector.findReply!(answer, never)).toMatchObject({ externalId: 't1_a' });
    const refuse = (code: string) => {
      const errors = [[code, 'no', 'ratelimit']];
      server.http.on('/api/comment', (_request, response) => json(response, { json: { errors, ratelimit: 73 } }));
    };
    refuse('RATELIMIT');
    expect((await failureOf(connector.reply!(answer, never))).kind).toBe('rate_limited');
    refuse('THREAD_LOCKED');
    expect((await failureOf(connector.reply!(answer, never))).kind).toBe('refused');
    server.http.on('/api/comment', (_request, response) => response.destroy());
    expect((await failureOf(connector.reply!(answer, never))).kind).toBe('uncertain');
    expect(REDDIT.whyNoReply!(REDDIT.options.parse(optionsOf(server)), { mailServer: true })).toContain('replyAs');
    await server.stop();
  });
});
