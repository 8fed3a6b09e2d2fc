import {
  findSentReply,
  GraphApi,
  graphStream,
  hoursToMs,
  pushWarnings,
  streamConnector,
  type AnsweredMessage,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { accountOf } from './account.js';
import { COMMENT_FIELDS, commentReader, commentsBelow, REPLY_FIELDS, type Media } from './comment-mapper.js';
import type { InstagramOptions } from './instagram-options.js';

/** What the API gives at most. */
const MAX_COMMENTS = 50;

const medium = z.object({ id: z.string().min(1).max(200), permalink: z.string().nullish() });

/** Reads comments below an account's newest pictures and films, and answers in its name. */
export function instagramConnector(options: InstagramOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const lookBackMs = hoursToMs(options.lookBackHours);
  const api = new GraphApi('Instagram', options.baseUrl, kit);
  const account = () => accountOf(options, kit.now());

  const stream = (name: string, path: string, fields: string, media: Media): ApiStream =>
    graphStream(api, {
      name,
      path,
      query: { fields },
      longest: MAX_COMMENTS,
      lookBackMs,
      itemsOf: (raw) => commentsBelow(media, raw),
      reader: () => commentReader(account()),
    });

  const watched = async (signal: AbortSignal): Promise<Media[]> => {
    const query = { fields: 'id,permalink', limit: options.media, after: null };
    const { raws } = await api.list(`${options.accountId}/media`, query, signal);
    return raws.flatMap((raw) => {
      const read = medium.safeParse(raw);
      return read.success ? [{ id: read.data.id, url: read.data.permalink ?? null }] : [];
    });
  };

  return streamConnector({
    summary: `Instagram: comments below the newest ${options.media} posts of @${account().username}`,
    streams: async (signal) =>
      (await watched(signal)).map((media) =>
        stream(`comments:${media.id}`, `${media.id}/comments`, COMMENT_FIELDS, media),
      ),
    warnings: (preview) => [
      ...(preview.length === 0 ? ['There are no comments below the newest posts'] : []),
      ...pushWarnings(kit.secrets),
    ],
    now: kit.now,

    async reply({ answers, text }, signal) {
      const { commentId, mention } = placeToAnswer(answers);
      const id = await api.write(`${encodeURIComponent(commentId)}/replies`, `${mention}${text}`, signal);
      return { externalId: id, threadId: id, sentAt: kit.now() };
    },

    async findReply(outgoing, signal) {
      const { commentId } = placeToAnswer(outgoing.answers);
      // Answers name the comment that began the thread, also where they speak to a later one.
      const answers = { ...outgoing.answers, threadId: commentId };
      const media = { id: commentId, url: null };
      const replies = stream('replies', `${encodeURIComponent(commentId)}/replies`, REPLY_FIELDS, media);
      return findSentReply(replies, { ...outgoing, answers }, signal);
    },
  });
}

/** Only comments that begin a thread can be answered: below another one the writer is named instead. */
function placeToAnswer({
  externalId,
  references,
  author,
}: Pick<AnsweredMessage, 'externalId' | 'references' | 'author'>) {
  const [parent, media] = references;
  if (parent === undefined || media === undefined) return { commentId: externalId, mention: '' };
  return { commentId: parent, mention: author.name === null ? '' : `@${author.name} ` };
}
