import {
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
import { z } from 'zod';
import { commentReader, commentsOf } from './comment-mapper.js';
import { judgeRefusal } from './quota.js';
import type { YoutubeOptions } from './youtube-options.js';
import { YoutubeReplies } from './youtube-replies.js';

/** What the API gives at most; every request costs one unit of the day's 10 000, however much it gives. */
const MAX_RESULTS = 100;

const listed = z.object({ items: z.array(z.unknown()), nextPageToken: z.string().nullish() });

/** Reads the threads of comments of a channel or of single videos, the newest first. */
export function youtubeConnector(options: YoutubeOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { channelId, videoIds, lookBackHours } = options;
  const api = new JsonApi(kit.http, {
    name: 'YouTube',
    baseUrl: options.baseUrl,
    headers: () => ({ 'x-goog-api-key': kit.secrets['apiKey'] ?? '' }),
    judge: (refusal) => judgeRefusal(refusal, kit.now()),
  });
  const stream = (name: string, of: Query): ApiStream => ({
    name,
    lookBackMs: hoursToMs(lookBackHours),
    async fetch(step, signal): Promise<ApiStep> {
      const { body } = await api.get('youtube/v3/commentThreads', {
        schema: listed,
        query: {
          part: 'snippet,replies',
          ...of,
          order: 'time',
          maxResults: MAX_RESULTS,
          textFormat: 'plainText',
          pageToken: step.token,
        },
        resumes: step.token !== null,
        signal,
      });
      const reader = commentReader(channelId, kit.now());
      const items = body.items.flatMap(commentsOf).map((raw) => readItem(raw, reader, step.maxItemBytes));
      return { items, next: body.nextPageToken ?? null };
    },
  });
  const streams =
    videoIds.length === 0
      ? [stream('channel', { allThreadsRelatedToChannelId: channelId })]
      : videoIds.map((videoId) => stream(`video:${videoId}`, { videoId }));
  const replies = new YoutubeReplies(options, kit, api);
  return streamConnector({
    summary: `YouTube: ${videoIds.length === 0 ? `channel ${channelId}` : `${videoIds.length} videos`}`,
    streams: async () => streams,
    warnings: (preview) => (preview.length === 0 ? ['There are no comments now'] : []),
    now: kit.now,
    reply: (outgoing, signal) => replies.send(outgoing, signal),
    findReply: (outgoing, signal) => replies.find(outgoing, signal),
  });
}
