import {
  findSentReply,
  JsonApi,
  readItem,
  type ApiStream,
  type ConnectorKit,
  type OutgoingReply,
  type ReplyReceipt,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { RedditOptions } from './reddit-options.js';
import { thingReader } from './thing-mapper.js';

const MAX_LIMIT = 100;
/** When Reddit wants a pause without saying how long. Seconds. */
const DEFAULT_PAUSE_S = 600;

/** Errors come with status 200: https://www.reddit.com/dev/api#POST_api_comment */
const refusal = z.object({
  json: z.object({
    errors: z.array(z.tuple([z.string()]).rest(z.unknown())).min(1),
    ratelimit: z.number().positive().nullish(),
  }),
});
const taken = z.object({
  json: z.object({ data: z.object({ things: z.array(z.object({ data: z.object({ name: z.string() }) })).min(1) }) }),
});
const listing = z.object({ data: z.object({ children: z.array(z.unknown()) }) });

/** Answers below posts and comments, in the name of the account that has given the application a permanent token. */
export class RedditReplies {
  private readonly api: JsonApi;

  constructor(
    private readonly options: RedditOptions,
    private readonly kit: ConnectorKit,
    headers: Readonly<Record<string, string>>,
    private readonly login: (signal: AbortSignal) => Promise<Record<string, string>>,
  ) {
    this.api = new JsonApi(kit.http, {
      name: 'Reddit',
      baseUrl: options.baseUrl,
      headers: () => headers,
      inspect: (body) => throwRefusal(body, kit.now()),
    });
  }

  /** @throws ConnectorError, ReplyError */
  async send({ answers, text }: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    this.neededAccount();
    const { body } = await this.api.send('api/comment', {
      schema: taken,
      headers: await this.login(signal),
      body: new URLSearchParams({ api_type: 'json', thing_id: answers.externalId, text }),
      repeatable: false,
      signal,
    });
    const [thing] = body.json.data.things;
    const externalId = thing?.data.name ?? '';
    return { externalId, threadId: externalId, sentAt: this.kit.now() };
  }

  async find(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const account = this.neededAccount();
    const headers = await this.login(signal);
    const answers: ApiStream = {
      name: 'answers',
      lookBackMs: 0,
      fetch: async ({ maxItemBytes }, asked) => {
        const query = { sort: 'new', limit: MAX_LIMIT, raw_json: 1 };
        const path = `user/${account}/comments`;
        const { body } = await this.api.get(path, { schema: listing, query, headers, signal: asked });
        const reader = thingReader(new Set([account.toLowerCase()]), this.kit.now());
        return { items: body.data.children.map((raw) => readItem(raw, reader, maxItemBytes)), next: null };
      },
    };
    return findSentReply(answers, outgoing, signal);
  }

  private neededAccount(): string {
    const { replyAs } = this.options;
    if (replyAs !== null && this.kit.secrets['refreshToken']) return replyAs;
    throw new ConnectorError('misconfigured', 'Answers need replyAs and the secret refreshToken of that account');
  }
}

function throwRefusal(body: unknown, now: Date): void {
  const read = refusal.safeParse(body);
  if (!read.success) return;
  const { errors, ratelimit } = read.data.json;
  const code = errors[0]?.[0] ?? '';
  if (code === 'RATELIMIT') {
    const retryAt = new Date(now.getTime() + (ratelimit ?? DEFAULT_PAUSE_S) * 1000);
    throw new ConnectorError('rate_limited', 'Reddit lets the account not write so often', { retryAt });
  }
  // Locked, deleted, too old, too long: this answer is refused, and the source is well.
  throw new ConnectorError('misconfigured', `Reddit does not take the answer (${code.slice(0, 40)})`);
}
