import {
  findSentReply,
  hoursToMs,
  JsonApi,
  previewStreams,
  readItem,
  readStreams,
  refuseTooLong,
  spentBudget,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type OutgoingReply,
  type Page,
  type PollLimits,
  type ReplyReceipt,
  type SourceCheck,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';
import type { DiscourseOptions } from './discourse-options.js';
import { POST_LIMIT } from './post-limit.js';
import { bare, forumOf } from './forum-of.js';
import { placeOf, postReader } from './post-mapper.js';

/** Older versions show the posts of a window of so many ids, which can be empty although there are older ones. */
const WINDOW = 50;

const latest = z.object({ latest_posts: z.array(z.unknown()) });
const created = z.object({
  id: z.int().optional(),
  topic_id: z.int().optional(),
  post_number: z.int().optional(),
  action: z.string().optional(),
});

/** Reads all posts of a forum by their number, and answers in their topics. */
export class DiscourseConnector implements Connector<StreamsCursor> {
  private readonly api: JsonApi;
  private readonly apiKey: string;

  constructor(
    private readonly options: DiscourseOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.apiKey = kit.secrets['apiKey'] ?? '';
    this.api = new JsonApi(kit.http, {
      name: 'Discourse',
      baseUrl: options.baseUrl,
      headers: () => this.login(),
    });
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const preview = await previewStreams([this.posts()], signal);
    const { ownUsernames, staffIsOwn, baseUrl } = this.options;
    return {
      summary: `${new URL(baseUrl).host}${this.apiKey === '' ? ', public posts' : `, as ${this.options.username}`}`,
      warnings: [
        ...(ownUsernames.length === 0 && !staffIsOwn
          ? ['Without user names of your team its answers are not seen']
          : []),
        ...(preview.messages.length === 0 ? ['No posts by customers among the newest'] : []),
      ],
      preview: preview.messages,
    };
  }

  async *poll(from: StreamsCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<StreamsCursor>> {
    yield* readStreams([this.posts()], from, limits, this.kit.now(), signal);
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const place = this.placeAnswered(outgoing);
    refuseTooLong(outgoing.text, POST_LIMIT);
    const { body } = await this.api.send('posts.json', {
      schema: created,
      body: { topic_id: place.topicId, raw: outgoing.text, reply_to_post_number: place.postNumber },
      repeatable: false,
      signal,
    });
    const sentAt = this.kit.now();
    // Held for a moderator: taken, and numbered only when it is let through.
    if (body.id === undefined || body.topic_id === undefined || body.post_number === undefined)
      return { externalId: `held:${outgoing.externalId}`, threadId: null, sentAt };
    return { externalId: String(body.id), threadId: placeOf(body.topic_id, body.post_number), sentAt };
  }

  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    return findSentReply(this.posts(), outgoing, signal);
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private login(): Record<string, string> {
    if (this.apiKey === '') return {};
    const { username } = this.options;
    if (username === null)
      throw new ConnectorError('misconfigured', 'An API key is set, but not the user it belongs to', {
        advice: 'Set username to the user that was chosen when the key was made.',
      });
    return { 'api-key': this.apiKey, 'api-username': bare(username) };
  }

  private placeAnswered({ answers }: OutgoingReply): { topicId: number; postNumber: number } {
    const place = /^t\/(\d+)\/(\d+)$/.exec(answers.threadId ?? '');
    if (place === null) throw new ReplyError('refused', 'The message is not a post of a topic');
    if (this.apiKey === '')
      throw new ConnectorError('misconfigured', 'Answers need an API key', {
        advice: 'Enter the secret apiKey, and username.',
      });
    return { topicId: Number(place[1]), postNumber: Number(place[2]) };
  }

  private posts(): ApiStream {
    const { lookBackHours } = this.options;
    const reader = postReader(forumOf(this.options, this.kit.now()));
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const query = { before: step.token };
      const { body, headers } = await this.api.get('posts.json', { schema: latest, query, signal });
      return {
        items: body.latest_posts.map((raw) => readItem(raw, reader, step.maxItemBytes)),
        next: nextBefore(body.latest_posts, step.token),
        notBefore: spentBudget(headers, this.kit.now()),
      };
    };
    return { name: 'posts', lookBackMs: hoursToMs(lookBackHours), fetch };
  }
}

/**
 * `before` is exclusive in newer versions and inclusive in older ones: there the post itself comes again (and is known),
 * and when it alone comes, its window held no other.
 */
function nextBefore(posts: readonly unknown[], token: string | null): string | null {
  const ids = posts.flatMap((raw) => {
    const read = z.object({ id: z.int() }).safeParse(raw);
    return read.success ? [read.data.id] : [];
  });
  if (ids.length === 0) return null;
  const lowest = Math.min(...ids);
  const next = token !== null && lowest >= Number(token) ? Number(token) - WINDOW : lowest;
  return next > 1 ? String(next) : null;
}
