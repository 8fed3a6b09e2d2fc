import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always, json } from '../../support/channels/answering.js';
import type { PagedListServer } from '../../support/channels/paged-list-server.js';
import { answerTo, failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { CHANNEL, startYoutube } from '../../support/channels/youtube-server.js';
import { YOUTUBE } from '../../../libs/connectors/src/youtube/youtube-definition.js';

const never = new AbortController().signal;
const timeOf = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 10, minute)).toISOString();
const comment = (id: string, minute: number, more: Record<string, unknown> = {}) => ({
  id,
  snippet: {
    textDisplay: `It&#39;s late, ${id}`,
    authorDisplayName: '@vera',
    authorChannelId: { value: 'UCvera' },
    publishedAt: timeOf(minute),
    updatedAt: timeOf(minute),
    videoId: 'dQw4w9WgXcQ',
    ...more,
  },
});
const thread = (id: string, minute: number, replies: unknown[] = [], more: Record<string, unknown> = {}) => ({
  snippet: { topLevelComment: comment(id, minute, more), totalReplyCount: replies.length },
  ...(replies.length > 0 && { replies: { comments: replies } }),
});

describeConnectorConformance({
  definition: YOUTUBE,
  async start() {
    const server = await startYoutube();
    for (const id of [1, 2, 3, 4, 5]) server.add(id, thread(`yt-${id}`, id));
    return {
      server,
      options: { baseUrl: server.http.origin, channelId: CHANNEL },
      externalIds: [1, 2, 3, 4, 5].map((id) => `yt-${id}`),
      kit: connectorKit([server.http.host], { secrets: { apiKey: 'good-key' } }),
      stop: () => server.stop(),
    };
  },
  addUnreadable: async ({ server }) => void server.add(6, thread('yt-6', 6, [], { textDisplay: 6 })),
  limitRate: async ({ server }, retryAt) => always(server.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ server }) => void (server.http.instead = () => undefined),
  breakDown: ({ server }) => server.stop(),
  traces: async ({ server }) => server.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the YouTube connector', () => {
  const NOW = new Date('2026-03-03T20:00:00Z');
  let server: PagedListServer;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    server = await startYoutube();
    kit = connectorKit([server.http.host], { now: () => NOW, secrets: { apiKey: 'good-key' } });
    options = { baseUrl: server.http.origin, channelId: CHANNEL };
  });
  afterEach(() => server.stop());

  it('reads threads with their answers, and knows those of the channel', async () => {
    const ours = { authorChannelId: { value: CHANNEL }, parentId: 'a', textDisplay: 'Sorry!' };
    server
      .add(1, thread('a', 1, [comment('a.2', 9, ours), comment('a.1', 5, { parentId: 'a' })]))
      .add(2, thread('b', 2, [], { authorChannelId: { value: CHANNEL } }));
    const { messages, replies, pages } = await poll(YOUTUBE, options, kit);
    expect(messages).toMatchObject([
      {
        externalId: 'a',
        text: "It's late, a",
        author: { name: '@vera', handle: 'UCvera', namespace: 'youtube.com' },
        url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=a',
      },
      { externalId: 'a.1', references: ['a'] },
    ]);
    expect(replies).toMatchObject([{ externalId: 'a.2', answers: ['a'], text: 'Sorry!' }]);
    expect(skippedIn(pages)).toEqual({ 'own-post': 1 });
  });

  it('hears an edit, and a new answer in a known thread', async () => {
    server.add(1, thread('a', 1));
    const before = await poll(YOUTUBE, options, kit);
    server.replace(1, thread('a', 1, [comment('a.1', 30, { parentId: 'a' })], { updatedAt: timeOf(20) }));
    const after = await poll(YOUTUBE, options, kit, before.cursor);
    expect(after.messages.map(({ externalId, revision }) => [externalId, revision])).toEqual([
      ['a', '2026-03-02T10:20:00.000Z'],
      ['a.1', '2026-03-02T10:30:00.000Z'],
    ]);
  });

  it.each([
    [403, 'quotaExceeded', 'rate_limited', new Date('2026-03-04T08:00:00Z')],
    [403, 'rateLimitExceeded', 'rate_limited', new Date('2026-03-03T20:05:00Z')],
    [403, 'commentsDisabled', 'misconfigured', null],
    [403, 'forbidden', 'credentials_rejected', null],
    [400, 'keyInvalid', 'credentials_rejected', null],
    [400, 'invalidPageToken', 'cursor_lost', null],
    [404, 'channelNotFound', 'misconfigured', null],
  ])('takes %s %s for %s', async (status, reason, kind, retryAt) => {
    always(server.http, status, { error: { code: status, errors: [{ reason, domain: 'youtube' }] } });
    expect(await failureOf(poll(YOUTUBE, options, kit))).toMatchObject({ kind, retryAt });
  });

  it('asks for single videos where they are named', async () => {
    await poll(YOUTUBE, { ...options, videoIds: ['dQw4w9WgXcQ'] }, kit);
    const asked = new URL(server.http.seen[0]!.url, server.http.origin).searchParams;
    expect([asked.get('videoId'), asked.get('allThreadsRelatedToChannelId')]).toEqual(['dQw4w9WgXcQ', null]);
  });

  describe('with the consent of the owner', () => {
    const WRITTEN = new Date('2026-03-03T19:59:00Z');
    const written: unknown[] = [];
    const open = () => YOUTUBE.create(YOUTUBE.options.parse(options), kit);

    beforeEach(() => {
      written.splice(0);
      options = { ...options, clientId: 'client.apps.example', tokenUrl: `${server.http.origin}/token` };
      const secrets = { apiKey: 'good-key', clientSecret: 'client-secret', refreshToken: 'refresh-token' };
      kit = connectorKit([server.http.host], { now: () => NOW, secrets });
      server.http.serve('/token', '{"access_token":"short-lived","expires_in":3600}');
      server.http.on('/youtube/v3/comments', ({ method, headers, body }, response) => {
        if (method === 'GET') return json(response, { items: written });
        if (headers['authorization'] !== 'Bearer short-lived') return json(response, {}, {}, 401);
        const { snippet } = JSON.parse(body) as { snippet: { parentId: string; textOriginal: string } };
        const publishedAt = NOW.toISOString();
        const id = `${snippet.parentId}.${written.length + 1}`;
        written.push({ id, snippet: { ...snippet, authorChannelId: { value: CHANNEL }, publishedAt } });
        json(response, { id });
      });
    });

    it('answers in the thread, by name where an answer is answered, and finds what it has written', async () => {
      server.add(1, thread('a', 1, [comment('a.9', 5, { parentId: 'a' })]));
      const [first, second] = (await poll(YOUTUBE, options, kit)).messages;
      const answer = answerTo(second!, 'Sorry!', { writtenAt: WRITTEN });
      expect(await open().findReply!(answer, never)).toBeNull();
      const receipt = await open().reply!(answer, never);
      await open().reply!(answerTo(first!, 'Sorry, too!'), never);
      expect(written).toMatchObject([
        { snippet: { parentId: 'a', textOriginal: '@vera Sorry!' } },
        { snippet: { parentId: 'a', textOriginal: 'Sorry, too!' } },
      ]);
      expect(await open().findReply!(answer, never)).toMatchObject({ externalId: receipt.externalId });
    });

    it.each([
      [400, 'commentTextTooLong', 'refused'],
      [403, 'quotaExceeded', 'rate_limited'],
      [403, 'forbidden', 'credentials_rejected'],
      [500, 'backendError', 'uncertain'],
    ])('takes %s %s to an answer for %s', async (status, reason, kind) => {
      server.add(1, thread('a', 1));
      const [message] = (await poll(YOUTUBE, options, kit)).messages;
      const refusal = { error: { code: status, errors: [{ reason }] } };
      server.http.on('/youtube/v3/comments', (_request, response) => json(response, refusal, {}, status));
      expect((await failureOf(open().reply!(answerTo(message!, 'Sorry'), never))).kind).toBe(kind);
    });

    it('is asked for where there is none', () => {
      const without = YOUTUBE.options.parse({ channelId: CHANNEL });
      expect(YOUTUBE.whyNoReply!(without, { mailServer: true })).toContain('clientId');
      expect(YOUTUBE.consent!(without)).toBeNull();
      expect(YOUTUBE.consent!(YOUTUBE.options.parse(options))).toMatchObject({
        scope: expect.stringContaining('force-ssl') as string,
      });
    });
  });
});
