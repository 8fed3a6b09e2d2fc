import {
  findSentReply,
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
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { MastodonOptions } from './mastodon-options.js';
import { mentionOf } from './mention.js';
import {
  DIRECT,
  fullHandle,
  homeOf,
  notificationReader,
  readBy,
  status,
  statusReader,
  type Home,
} from './status-mapper.js';

/** What the API gives at most: https://docs.joinmastodon.org/methods/timelines/ and …/notifications/. */
const MAX_STATUSES = 40;
const MAX_NOTIFICATIONS = 80;
/** The server keeps an Idempotency-Key for an hour; a margin for slow clocks. */
const KEY_LIFETIME_MS = 50 * 60 * 1000;

const account = z.object({ id: z.string().min(1), acct: z.string().min(1) });
type Account = z.output<typeof account>;
const list = z.array(z.unknown());

/** Reads mentions, hashtags and the house's own answers from a Mastodon server, and answers there. */
export class MastodonConnector implements Connector<StreamsCursor> {
  private readonly api: JsonApi;
  private readonly token: string;
  private readonly host: string;

  constructor(
    private readonly options: MastodonOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.token = kit.secrets['accessToken'] ?? '';
    this.host = new URL(options.baseUrl).host;
    this.api = new JsonApi(kit.http, {
      name: 'Mastodon',
      baseUrl: options.baseUrl,
      headers: (): Record<string, string> => (this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
      judge: needsLogin,
    });
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const account = await this.account(signal);
    const read = this.streams(account).filter(({ name }) => name !== 'answers');
    const preview = await previewStreams(read, signal);
    const what = [...(this.options.mentions ? ['mentions'] : []), ...this.options.hashtags.map(hash)].join(', ');
    return {
      summary: `${account === null ? this.host : `@${fullHandle(account.acct, this.host)}`}: ${what}`,
      warnings: account === null ? ['Without an access token the house’s own answers are not seen'] : [],
      preview: preview.messages,
    };
  }

  async *poll(from: StreamsCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<StreamsCursor>> {
    signal.throwIfAborted();
    yield* readStreams(this.streams(await this.account(signal)), from, limits, this.kit.now(), signal);
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const { answers, externalId, language } = outgoing;
    const mention = mentionOf(outgoing.to);
    const visibility = answers.tags.includes(DIRECT) ? 'direct' : this.options.replyVisibility;
    const { body } = await this.api.send('api/v1/statuses', {
      schema: status,
      signal,
      // Only who is mentioned is told of an answer.
      body: {
        status: outgoing.text.includes(mention) ? outgoing.text : `${mention} ${outgoing.text}`,
        in_reply_to_id: answers.externalId,
        visibility,
        ...(language !== null && { language: language.split('-')[0] }),
      },
      headers: { 'idempotency-key': externalId },
      repeatable: this.kit.now().getTime() - outgoing.writtenAt.getTime() < KEY_LIFETIME_MS,
    });
    return { externalId: body.id, threadId: body.id, sentAt: this.kit.now() };
  }

  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const account = await this.account(signal);
    return account === null ? null : findSentReply(this.answers(account), outgoing, signal);
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  /** The account that the token belongs to; `null` without a token. */
  private async account(signal: AbortSignal): Promise<Account | null> {
    if (this.token !== '')
      return (await this.api.get('api/v1/accounts/verify_credentials', { schema: account, signal })).body;
    if (!this.options.mentions && this.options.hashtags.length > 0) return null;
    throw new ConnectorError('misconfigured', 'Mentions cannot be read without an access token', {
      advice: 'Enter the access token of your account, or read hashtags only.',
    });
  }

  private streams(account: Account | null): ApiStream[] {
    const home = homeOf(this.options, account?.acct ?? null, this.kit.now());
    const mentions = this.stream(home, 'mentions', 'api/v1/notifications', { 'types[]': 'mention' });
    const hashtags = this.options.hashtags.map((tag) =>
      this.stream(home, `tag:${bare(tag)}`, `api/v1/timelines/tag/${encodeURIComponent(bare(tag))}`, {}),
    );
    return [
      ...(this.options.mentions ? [mentions] : []),
      ...hashtags,
      ...(account === null ? [] : [this.answers(account)]),
    ];
  }

  private answers({ id, acct }: Account): ApiStream {
    const path = `api/v1/accounts/${encodeURIComponent(id)}/statuses`;
    return this.stream(homeOf(this.options, acct, this.kit.now()), 'answers', path, { exclude_reblogs: true });
  }

  private stream(home: Home, name: string, path: string, query: Query): ApiStream {
    const isOfNotifications = name === 'mentions';
    const reader: ItemReader<unknown> = isOfNotifications ? notificationReader(home) : statusReader(home);
    const max = isOfNotifications ? MAX_NOTIFICATIONS : MAX_STATUSES;
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const { body, headers } = await this.api.get(path, {
        schema: list,
        query: { ...query, limit: Math.min(step.size, max), max_id: step.token },
        resumes: step.token !== null,
        signal,
      });
      return {
        items: body.map((raw) => readItem(readBy(home.account, raw), reader, step.maxItemBytes)),
        next: body.length === 0 ? null : nextPage(headers['link']),
        notBefore: spentBudget(headers, this.kit.now()),
      };
    };
    return { name, lookBackMs: hoursToMs(this.options.lookBackHours), fetch };
  }
}

/** Ids are opaque, so the position comes from the Link header (RFC 8288): only its `max_id`, never its address. */
function nextPage(link: string | undefined): string | null {
  const next = /<([^<>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  return next !== undefined && URL.canParse(next) ? new URL(next).searchParams.get('max_id') : null;
}

/** Servers that show nothing to the public say so with 422. */
function needsLogin({ status: code, byStatus }: ApiRefusal): Error | null {
  if (code !== 422 || byStatus.kind !== 'misconfigured' || !byStatus.response.url.includes('/timelines/')) return null;
  return new ConnectorError('credentials_rejected', 'The server shows hashtags only to its own accounts', {
    cause: byStatus,
    advice: 'Enter the access token of an account on this server.',
  });
}

const bare = (tag: string): string => tag.replace(/^#/, '');
const hash = (tag: string): string => `#${bare(tag)}`;
