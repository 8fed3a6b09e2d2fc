import {
  findSentReply,
  GraphApi,
  graphStream,
  hoursToMs,
  pushWarnings,
  streamConnector,
  withPlace,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { COMMENT_FIELDS, entryReader, POST_FIELDS } from './entry-mapper.js';
import type { FacebookOptions } from './facebook-options.js';

/** What the API gives at most. */
const MAX_LIMIT = 100;

const numbered = z.object({ id: z.string().min(1).max(200) });

/** Reads what visitors post on a page and comments below its newest posts, and answers in the page's name. */
export function facebookConnector(options: FacebookOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { pageId } = options;
  const lookBackMs = hoursToMs(options.lookBackHours);
  const api = new GraphApi('Facebook', options.baseUrl, kit);
  const reader = () => entryReader({ pageId, now: kit.now() });

  /** Everything on the page's wall: its own posts and those of visitors. */
  const wall = graphStream(api, {
    name: 'wall',
    path: `${pageId}/feed`,
    query: { fields: POST_FIELDS },
    longest: MAX_LIMIT,
    lookBackMs,
    itemsOf: (raw) => [raw],
    reader,
  });

  /** Comments of all depths below a post or a comment, the newest first. */
  const commentsOf = (postId: string): ApiStream =>
    graphStream(api, {
      name: `comments:${postId}`,
      path: `${postId}/comments`,
      query: { filter: 'stream', order: 'reverse_chronological', fields: COMMENT_FIELDS },
      longest: MAX_LIMIT,
      lookBackMs,
      itemsOf: (raw) => [withPlace(raw, { postId })],
      reader,
    });

  const watchedPosts = async (signal: AbortSignal): Promise<string[]> => {
    if (options.posts === 0) return [];
    const { raws } = await api.list(`${pageId}/feed`, { fields: 'id', limit: options.posts, after: null }, signal);
    return raws.flatMap((raw) => numbered.safeParse(raw).data?.id ?? []);
  };

  return streamConnector({
    summary: `Facebook: page ${pageId}, its visitors’ posts and comments below its newest ${options.posts} posts`,
    streams: async (signal) => [wall, ...(await watchedPosts(signal)).map(commentsOf)],
    warnings: (preview) => [
      ...(preview.length === 0 ? ['Nobody but the page itself has written lately'] : []),
      ...pushWarnings(kit.secrets),
    ],
    now: kit.now,

    async reply({ answers, text }, signal) {
      const id = await api.write(`${encodeURIComponent(answers.externalId)}/comments`, text, signal);
      return { externalId: id, threadId: id, sentAt: kit.now() };
    },

    findReply: (outgoing, signal) => findSentReply(commentsOf(outgoing.answers.externalId), outgoing, signal),
  });
}
