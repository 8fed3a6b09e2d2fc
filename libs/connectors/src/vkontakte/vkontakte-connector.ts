import {
  findSentReply,
  hoursToMs,
  JsonApi,
  readItem,
  streamConnector,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type Query,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { entryReader, namesOf, placeOf } from './comment-mapper.js';
import { throwVkError } from './vk-errors.js';
import type { VkontakteOptions } from './vkontakte-options.js';

const VERSION = '5.199';
/** What the API gives at most, of comments and of found posts. */
const MAX_COMMENTS = 100;
const MAX_FOUND = 200;
/** Answers that come with a comment; the API gives no more. */
const MAX_THREAD = 10;

const listed = z.object({
  response: z.object({
    items: z.array(z.unknown()),
    profiles: z.array(z.unknown()).default([]),
    groups: z.array(z.unknown()).default([]),
    next_from: z.string().nullish(),
  }),
});
const withThread = z.object({ thread: z.object({ items: z.array(z.unknown()) }) });
const postId = z.object({ id: z.int() });

/** Reads comments below a community's newest posts, and searches public posts. */
export function vkontakteConnector(options: VkontakteOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { communityId } = options;
  const token = kit.secrets['accessToken'] ?? '';
  const lookBackMs = hoursToMs(options.lookBackHours);
  const api = new JsonApi(kit.http, {
    name: 'VKontakte',
    baseUrl: options.baseUrl,
    headers: () => ({ authorization: `Bearer ${token}` }),
    inspect: (body) => throwVkError(body, kit.now()),
  });
  const ask = async (method: string, query: Query, signal: AbortSignal) =>
    (await api.get(`method/${method}`, { schema: listed, query: { ...query, extended: 1, v: VERSION }, signal })).body
      .response;
  const itemsOf = (answer: z.output<typeof listed>['response'], raws: readonly unknown[], maxItemBytes: number) => {
    const reader = entryReader({ names: namesOf(answer.profiles, answer.groups), communityId, now: kit.now() });
    return raws.map((raw) => readItem(raw, reader, maxItemBytes));
  };

  /** Comments of one post, the newest first. Answers stand with the comment they answer, also in the order. */
  const commentsOf = (community: number, post: number): ApiStream => ({
    name: `comments:${community}:${post}`,
    lookBackMs,
    async fetch(step, signal): Promise<ApiStep> {
      const offset = Number(step.token ?? 0);
      const query = {
        owner_id: -community,
        post_id: post,
        sort: 'desc',
        offset,
        count: MAX_COMMENTS,
        thread_items_count: MAX_THREAD,
      };
      const answer = await ask('wall.getComments', query, signal);
      const items = itemsOf(answer, answer.items.flatMap(withItsAnswers), step.maxItemBytes);
      return { items, next: answer.items.length < MAX_COMMENTS ? null : String(offset + MAX_COMMENTS) };
    },
  });

  const search = (words: string): ApiStream => ({
    name: `search:${words}`,
    lookBackMs,
    async fetch(step, signal): Promise<ApiStep> {
      const start_time = step.since === null ? null : Math.floor(step.since.getTime() / 1000);
      const query = { q: words, count: MAX_FOUND, start_time, start_from: step.token };
      const answer = await ask('newsfeed.search', query, signal);
      return { items: itemsOf(answer, answer.items, step.maxItemBytes), next: answer.next_from || null };
    },
  });

  return streamConnector({
    summary: `VKontakte: ${[...(communityId === null ? [] : [`community ${communityId}`]), ...options.searches.map((words) => `“${words}”`)].join(', ')}`,
    async streams(signal) {
      const searches = options.searches.map(search);
      if (communityId === null) return searches;
      const { items } = await ask('wall.get', { owner_id: -communityId, count: options.posts }, signal);
      const posts = items.flatMap((raw) => postId.safeParse(raw).data?.id ?? []);
      return [...posts.map((post) => commentsOf(communityId, post)), ...searches];
    },
    warnings: (preview) => (preview.length === 0 ? ['Nothing is found now'] : []),
    now: kit.now,

    async reply(outgoing, signal) {
      if (communityId === null) throw new ConnectorError('misconfigured', 'Answers need the number of your community');
      const { owner, post, comment } = placeAnswered(outgoing.answers.externalId);
      const { body } = await api.send('method/wall.createComment', {
        schema: z.object({ response: z.object({ comment_id: z.int() }) }),
        body: new URLSearchParams({
          v: VERSION,
          owner_id: String(owner),
          post_id: String(post),
          from_group: String(communityId),
          message: outgoing.text,
          // The same for every attempt: the service takes a comment with a known guid once.
          guid: createHash('sha256').update(outgoing.externalId).digest('hex').slice(0, 32),
          ...(comment !== null && { reply_to_comment: String(comment) }),
        }),
        repeatable: true,
        signal,
      });
      const externalId = placeOf(owner, post, body.response.comment_id);
      return { externalId, threadId: externalId, sentAt: kit.now() };
    },

    async findReply(outgoing, signal) {
      const { owner, post } = placeAnswered(outgoing.answers.externalId);
      return findSentReply(commentsOf(-owner, post), outgoing, signal);
    },
  });
}

function placeAnswered(externalId: string): { owner: number; post: number; comment: number | null } {
  const place = /^(-?\d+)_(\d+)(?:_(\d+))?$/.exec(externalId);
  if (place === null) throw new ReplyError('refused', 'The message is not a comment of VKontakte');
  return { owner: Number(place[1]), post: Number(place[2]), comment: place[3] === undefined ? null : Number(place[3]) };
}

/** A comment after its answers, which take its place in the order. */
function withItsAnswers(raw: unknown): unknown[] {
  const read = withThread.safeParse(raw);
  if (!read.success) return [raw];
  return [...read.data.thread.items, raw];
}
