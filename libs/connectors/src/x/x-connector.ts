import {
  addressOf,
  findSentReply,
  JsonApi,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type OutgoingReply,
  type Page,
  type PollLimits,
  type ReplyReceipt,
  type SourceCheck,
} from '@earshot/connector-kit';
import { ConnectorError, type IncomingMessage } from '@earshot/domain';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { oauth1Header, type OAuth1Keys } from './oauth1-header.js';
import { readSince, type SinceStream } from './read-since.js';
import { START, type XCursor } from './since-position.js';
import { judgeRefusedPost } from './x-errors.js';
import { XLists } from './x-lists.js';
import type { XOptions } from './x-options.js';

const PREVIEW_COUNT = 5;
const PREVIEW_ITEM_BYTES = 256 * 1024;
const HOUR_MS = 3_600_000;
const POSTS = '2/tweets';

/** Reads posts that mention an account or are found by a search, within a budget, and answers who spoke to the account. */
export class XConnector implements Connector<XCursor> {
  private readonly lists: XLists;

  constructor(
    private readonly options: XOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.lists = new XLists(options, kit);
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const { userId, searches, postsPerMonth, replies } = this.options;
    const [first] = this.lists.questions();
    // One list is enough to try the token on: what is shown is paid for.
    const preview = first === undefined ? [] : await newestOf(first, signal);
    const what = [...(userId === null ? [] : [`mentions of ${userId}`]), ...searches.map((words) => `“${words}”`)];
    const missing = replies ? this.missingKeys() : [];
    return {
      summary: `X: ${what.join(', ')}, at most ${postsPerMonth} posts a month`,
      warnings: [
        ...(userId === null ? ['Without the number of your account its answers are not seen'] : []),
        ...(missing.length > 0 ? [`Answers cannot be sent: the secrets ${missing.join(', ')} are missing`] : []),
        ...(preview.length === 0 ? ['Nothing is found now'] : []),
      ],
      preview,
    };
  }

  async *poll(from: XCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<XCursor>> {
    signal.throwIfAborted();
    const answers = this.lists.answers();
    const streams = [...this.lists.questions(), ...(answers === null ? [] : [answers])];
    const names = new Set(streams.map(({ name }) => name));
    let positions = Object.fromEntries(Object.entries(from?.streams ?? {}).filter(([name]) => names.has(name)));
    for (const stream of streams) {
      for await (const page of readSince(stream, positions[stream.name] ?? START, limits, signal)) {
        positions = { ...positions, [stream.name]: page.cursor };
        yield { ...page, cursor: { streams: positions } };
      }
    }
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const missing = this.missingKeys();
    if (missing.length > 0) throw new ConnectorError('misconfigured', `Answers need the secrets ${missing.join(', ')}`);
    const api = new JsonApi(this.kit.http, {
      name: 'X',
      baseUrl: this.options.baseUrl,
      headers: () => ({ authorization: this.signature() }),
      judge: (refusal) => judgeRefusedPost(refusal, this.kit.now()),
    });
    const { body } = await api.send(POSTS, {
      schema: z.object({ data: z.object({ id: z.string().min(1) }) }),
      body: { text: outgoing.text, reply: { in_reply_to_tweet_id: outgoing.answers.externalId } },
      repeatable: false,
      signal,
    });
    return { externalId: body.data.id, threadId: body.data.id, sentAt: this.kit.now() };
  }

  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const answers = this.lists.answers();
    return answers === null ? null : findSentReply(writtenAfter(answers, outgoing.writtenAt), outgoing, signal);
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private signature(): string {
    return oauth1Header(
      {
        method: 'POST',
        url: addressOf(this.options.baseUrl, POSTS, {}),
        parameters: {},
        nonce: randomUUID().replaceAll('-', ''),
        timestamp: Math.floor(this.kit.now().getTime() / 1000),
      },
      this.keys(),
    );
  }

  private keys(): OAuth1Keys {
    const { apiKey = '', apiSecret = '', accessToken = '', accessTokenSecret = '' } = this.kit.secrets;
    return { consumerKey: apiKey, consumerSecret: apiSecret, token: accessToken, tokenSecret: accessTokenSecret };
  }

  private missingKeys(): string[] {
    return ['apiKey', 'apiSecret', 'accessToken', 'accessTokenSecret'].filter((name) => !this.kit.secrets[name]);
  }
}

async function newestOf(stream: SinceStream, signal: AbortSignal): Promise<IncomingMessage[]> {
  const request = { since: null, until: null, token: null, from: null, maxItemBytes: PREVIEW_ITEM_BYTES };
  const { items } = await stream.fetch(request, signal);
  const messages = items.flatMap(({ item: { outcome } }) => ('message' in outcome ? [outcome.message] : []));
  return messages.slice(0, PREVIEW_COUNT);
}

/** What the account has written since a while before: no more is paid for. */
function writtenAfter(stream: SinceStream, time: Date): ApiStream {
  const from = new Date(time.getTime() - HOUR_MS);
  return {
    name: stream.name,
    lookBackMs: 0,
    async fetch({ maxItemBytes }, signal) {
      const request = { since: null, until: null, token: null, from, maxItemBytes };
      const { items } = await stream.fetch(request, signal);
      return { items: items.map(({ item }) => item), next: null };
    },
  };
}
