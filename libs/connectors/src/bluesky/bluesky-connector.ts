import {
  hoursToMs,
  JsonApi,
  previewStreams,
  readItem,
  readStreams,
  spentBudget,
  type ApiRefusal,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type ItemReader,
  type OutgoingReply,
  type Page,
  type PollLimits,
  type Query,
  type ReplyReceipt,
  type SourceCheck,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';
import type { BlueskyOptions } from './bluesky-options.js';
import { BlueskySession } from './bluesky-session.js';
import { houseOf } from './house-of.js';
import { feedReader, notificationReader, postReader, postView, type House } from './post-mapper.js';
import { recordKey, replyRecord } from './reply-record.js';

/** What the API gives at most. */
const MAX_LIMIT = 100;
const COLLECTION = 'app.bsky.feed.post';

/** The list in an answer has another name in each method. */
interface Listing<Item> {
  readonly name: string;
  readonly method: string;
  readonly query: Query;
  readonly field: 'posts' | 'notifications' | 'feed';
  readonly reader: ItemReader<Item>;
}

/** Reads mentions, searches and the house's own answers through the account's own server, and answers there. */
export class BlueskyConnector implements Connector<StreamsCursor> {
  private readonly api: JsonApi;
  private readonly session: BlueskySession;

  constructor(
    private readonly options: BlueskyOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.api = new JsonApi(kit.http, { name: 'Bluesky', baseUrl: options.baseUrl, judge: judgeRefusal });
    this.session = new BlueskySession(options, kit, this.api);
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const { did } = await this.session.open(signal);
    const preview = await previewStreams(this.questions(did), signal);
    const what = [
      ...(this.options.mentions ? ['mentions'] : []),
      ...this.options.searches.map((words) => `“${words}”`),
    ];
    return {
      summary: `${this.options.identifier}: ${what.join(', ')}`,
      warnings: what.length === 0 ? ['Neither mentions nor searches are read'] : [],
      preview: preview.messages,
    };
  }

  async *poll(from: StreamsCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<StreamsCursor>> {
    signal.throwIfAborted();
    const { did } = await this.session.open(signal);
    yield* readStreams([...this.questions(did), this.answers(did)], from, limits, this.kit.now(), signal);
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const parent = await this.answered(outgoing, signal);
    const record = replyRecord(outgoing, parent);
    const { accessToken, did } = await this.session.open(signal);
    const { body } = await this.api.send('xrpc/com.atproto.repo.createRecord', {
      schema: z.object({ uri: z.string().min(1) }),
      headers: bearer(accessToken),
      body: { repo: did, collection: COLLECTION, rkey: recordKey(outgoing), record },
      repeatable: false,
      signal,
    });
    return { externalId: body.uri, threadId: body.uri, sentAt: this.kit.now() };
  }

  /** The record's key is ours, so that it is known whether it is there. */
  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const { did } = await this.session.open(signal);
    try {
      const query = { repo: did, collection: COLLECTION, rkey: recordKey(outgoing) };
      const schema = z.object({ uri: z.string().min(1) });
      const { body } = await this.get('com.atproto.repo.getRecord', { query, schema, resumes: false }, signal);
      return { externalId: body.uri, threadId: body.uri, sentAt: outgoing.writtenAt };
    } catch (error) {
      if (error instanceof ConnectorError && error.kind === 'misconfigured') return null;
      throw error;
    }
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private async answered({ answers }: OutgoingReply, signal: AbortSignal): Promise<z.output<typeof postView>> {
    const query = { uris: [answers.externalId] };
    const schema = z.object({ posts: z.array(postView) });
    const { body } = await this.get('app.bsky.feed.getPosts', { query, schema, resumes: false }, signal);
    const [post] = body.posts;
    if (post === undefined)
      throw new ReplyError('refused', 'The post is not there any more', {
        advice: 'The customer may have deleted it; write to them by another way.',
      });
    return post;
  }

  private questions(did: string): ApiStream[] {
    const house = this.house(did);
    const mentions = this.stream({
      name: 'mentions',
      method: 'app.bsky.notification.listNotifications',
      query: {},
      field: 'notifications',
      reader: notificationReader(house),
    });
    const searches = this.options.searches.map((words) =>
      this.stream({
        name: `search:${words}`,
        method: 'app.bsky.feed.searchPosts',
        query: { q: words, sort: 'latest' },
        field: 'posts',
        reader: postReader(house),
      }),
    );
    return [...(this.options.mentions ? [mentions] : []), ...searches];
  }

  private answers(did: string): ApiStream {
    return this.stream({
      name: 'answers',
      method: 'app.bsky.feed.getAuthorFeed',
      query: { actor: did, filter: 'posts_with_replies' },
      field: 'feed',
      reader: feedReader(this.house(did)),
    });
  }

  private house(did: string): House {
    return houseOf(this.options, did, this.kit.now());
  }

  private stream<Item>({ name, method, query, field, reader }: Listing<Item>): ApiStream {
    const schema = z.object({ [field]: z.array(z.unknown()), cursor: z.string().nullish() });
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const asked = { ...query, limit: Math.min(step.size, MAX_LIMIT), cursor: step.token };
      const { body, headers } = await this.get(method, { query: asked, schema, resumes: step.token !== null }, signal);
      const list = body[field];
      const items = (Array.isArray(list) ? list : []).map((raw) => readItem(raw, reader, step.maxItemBytes));
      const next = typeof body['cursor'] === 'string' && items.length > 0 ? body['cursor'] : null;
      return { items, next, notBefore: spentBudget(headers, this.kit.now()) };
    };
    return { name, lookBackMs: hoursToMs(this.options.lookBackHours), fetch };
  }

  /** A token that the server ended before its time is replaced once. */
  private async get<Body>(
    method: string,
    asked: { readonly query: Query; readonly schema: z.ZodType<Body>; readonly resumes: boolean },
    signal: AbortSignal,
  ) {
    const attempt = async () => {
      const { accessToken } = await this.session.open(signal);
      return this.api.get(`xrpc/${method}`, { ...asked, headers: bearer(accessToken), signal });
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'credentials_rejected') throw error;
      this.session.forget();
      return attempt();
    }
  }
}

const refusalBody = z.object({ error: z.string() });
const TOKEN_ERRORS = new Set(['ExpiredToken', 'InvalidToken', 'AccountTakedown', 'AccountDeactivated']);

/** Tokens are refused with status 400: https://docs.bsky.app/docs/api/com-atproto-server-refresh-session */
function judgeRefusal({ body, byStatus }: ApiRefusal): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  if (!read.success || !TOKEN_ERRORS.has(read.data.error)) return null;
  return new ConnectorError('credentials_rejected', `Bluesky refuses the login (${read.data.error})`, {
    cause: byStatus,
    advice: 'Check in Bluesky that the account is active, and make a new app password.',
  });
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
