import {
  AccessTokens,
  findSentReply,
  readItem,
  type AnsweredMessage,
  type ApiStream,
  type ConnectorKit,
  type JsonApi,
  type OutgoingReply,
  type ReplyReceipt,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import { commentReader } from './comment-mapper.js';
import type { YoutubeOptions } from './youtube-options.js';

const MAX_RESULTS = 100;
const written = z.object({ id: z.string().min(1) });
const listed = z.object({ items: z.array(z.unknown()) });

/** Answers below comments, in the name of the channel whose owner has consented. */
export class YoutubeReplies {
  private readonly tokens: AccessTokens | null;

  constructor(
    private readonly options: YoutubeOptions,
    private readonly kit: ConnectorKit,
    private readonly api: JsonApi,
  ) {
    const { clientId, tokenUrl } = options;
    // A refresh is for what was consented to.
    this.tokens =
      clientId === null ? null : new AccessTokens({ tokenUrl, clientId, grant: 'refresh_token', scope: '' }, kit);
  }

  /** One answer costs fifty units of the day's quota. @throws ConnectorError, ReplyError */
  async send({ answers, text }: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const { threadId, mention } = placeToAnswer(answers);
    const { body } = await this.api.send('youtube/v3/comments', {
      schema: written,
      query: { part: 'snippet' },
      headers: await this.login(signal),
      body: { snippet: { parentId: threadId, textOriginal: `${mention}${text}` } },
      repeatable: false,
      signal,
    });
    return { externalId: body.id, threadId: body.id, sentAt: this.kit.now() };
  }

  async find(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const { threadId } = placeToAnswer(outgoing.answers);
    return findSentReply(this.answersIn(threadId), { ...outgoing, answers: { ...outgoing.answers, threadId } }, signal);
  }

  private answersIn(parentId: string): ApiStream {
    return {
      name: 'answers',
      lookBackMs: 0,
      fetch: async ({ maxItemBytes }, signal) => {
        const query = { part: 'snippet', parentId, maxResults: MAX_RESULTS, textFormat: 'plainText' };
        const { body } = await this.api.get('youtube/v3/comments', { schema: listed, query, signal });
        const reader = commentReader(this.options.channelId, this.kit.now());
        return { items: body.items.map((comment) => readItem({ comment }, reader, maxItemBytes)), next: null };
      },
    };
  }

  private async login(signal: AbortSignal): Promise<Record<string, string>> {
    if (this.tokens === null) throw new ConnectorError('misconfigured', 'Answers need an OAuth client (clientId)');
    return { authorization: `Bearer ${await this.tokens.token(signal)}` };
  }
}

/** Threads are one deep: below another answer the writer is named instead. */
function placeToAnswer({ externalId, references, author }: AnsweredMessage): { threadId: string; mention: string } {
  const [threadId] = references;
  if (threadId === undefined) return { threadId: externalId, mention: '' };
  return { threadId, mention: author.name === null ? '' : `@${author.name.replace(/^@/, '')} ` };
}
