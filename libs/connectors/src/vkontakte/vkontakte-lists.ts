import {
  hoursToMs,
  readItem,
  type ApiItem,
  type ApiStep,
  type ApiStream,
  type ConnectorKit,
  type JsonApi,
  type Query,
  type StepRequest,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { entryReader, namesOf, type Wall } from './comment-mapper.js';
import { postInTopic, topicReader } from './topic-mapper.js';
import type { VkontakteOptions } from './vkontakte-options.js';

export const VERSION = '5.199';
/** What the API gives at most, of comments and of found posts. */
const MAX_COMMENTS = 100;
const MAX_FOUND = 200;
/** Answers that come with a comment; the API gives no more. */
const MAX_THREAD = 10;
/** https://dev.vk.com/ru/method/board.getTopics: by the time of the last post, the latest first. */
const NEWEST_WRITTEN_IN = 1;

const listed = z.object({
  response: z.object({
    items: z.array(z.unknown()),
    /** All there are; of comments with their answers, which `current_level_count` leaves out. */
    count: z.int().nullish(),
    current_level_count: z.int().nullish(),
    profiles: z.array(z.unknown()).default([]),
    groups: z.array(z.unknown()).default([]),
    next_from: z.string().nullish(),
  }),
});
type Listed = z.output<typeof listed>['response'];
const withThread = z.object({ thread: z.object({ items: z.array(z.unknown()) }) });
const numbered = z.object({ id: z.int() });

/** The lists of VKontakte that a source reads. */
export class VkontakteLists {
  private readonly lookBackMs: number;

  constructor(
    private readonly options: VkontakteOptions,
    private readonly kit: Pick<ConnectorKit, 'now'>,
    private readonly api: JsonApi,
  ) {
    this.lookBackMs = hoursToMs(options.lookBackHours);
  }

  /** Which posts and discussions are the newest is asked at each poll. @throws ConnectorError */
  async streams(signal: AbortSignal): Promise<ApiStream[]> {
    const { communityId, posts, topics, visitorPosts } = this.options;
    const searches = this.options.searches.map((words) => this.search(words));
    if (communityId === null) return searches;
    const wall = await this.ask('wall.get', { owner_id: -communityId, count: posts }, signal);
    const latest = { group_id: communityId, order: NEWEST_WRITTEN_IN, count: topics };
    const board = topics === 0 ? [] : (await this.ask('board.getTopics', latest, signal)).items;
    return [
      ...(visitorPosts ? [this.visitors(communityId)] : []),
      ...numbersOf(wall.items).map((post) => this.commentsOf(communityId, post)),
      ...numbersOf(board).map((topic) => this.postsOf(communityId, topic)),
      ...searches,
    ];
  }

  /** Comments of one post, the newest first. Answers stand with the comment they answer, also in the order. */
  commentsOf(community: number, post: number): ApiStream {
    const query = { owner_id: -community, post_id: post, sort: 'desc', thread_items_count: MAX_THREAD };
    return this.counted(`comments:${community}:${post}`, 'wall.getComments', query, (answer, maxItemBytes) =>
      this.entries(answer, answer.items.flatMap(withItsAnswers), maxItemBytes),
    );
  }

  /** Posts of a discussion, the newest first. */
  postsOf(community: number, topic: number): ApiStream {
    const query = { group_id: community, topic_id: topic, sort: 'desc' };
    return this.counted(`topic:${community}:${topic}`, 'board.getComments', query, (answer, maxItemBytes) => {
      const reader = topicReader(this.wallOf(answer));
      return answer.items.map((raw) => readItem(postInTopic(community, topic, raw), reader, maxItemBytes));
    });
  }

  private visitors(community: number): ApiStream {
    const query = { owner_id: -community, filter: 'others' };
    return this.counted(`visitors:${community}`, 'wall.get', query, (answer, maxItemBytes) =>
      this.entries(answer, answer.items, maxItemBytes),
    );
  }

  private search(words: string): ApiStream {
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const start_time = step.since === null ? null : Math.floor(step.since.getTime() / 1000);
      const query = { q: words, count: MAX_FOUND, start_time, start_from: step.token };
      const answer = await this.ask('newsfeed.search', query, signal);
      return { items: this.entries(answer, answer.items, step.maxItemBytes), next: answer.next_from || null };
    };
    return { name: `search:${words}`, lookBackMs: this.lookBackMs, fetch };
  }

  /** A list whose pages are found by counting. */
  private counted(
    name: string,
    method: string,
    query: Query,
    itemsOf: (answer: Listed, maxItemBytes: number) => ApiItem[],
  ): ApiStream {
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const offset = Number(step.token ?? 0);
      const answer = await this.ask(method, { ...query, offset, count: MAX_COMMENTS }, signal);
      return { items: itemsOf(answer, step.maxItemBytes), next: nextOffset(answer, offset) };
    };
    return { name, lookBackMs: this.lookBackMs, fetch };
  }

  private entries(answer: Listed, raws: readonly unknown[], maxItemBytes: number): ApiItem[] {
    const reader = entryReader(this.wallOf(answer));
    return raws.map((raw) => readItem(raw, reader, maxItemBytes));
  }

  private wallOf({ profiles, groups }: Listed): Wall {
    return { names: namesOf(profiles, groups), communityId: this.options.communityId, now: this.kit.now() };
  }

  private async ask(method: string, query: Query, signal: AbortSignal): Promise<Listed> {
    const asked = { schema: listed, query: { ...query, extended: 1, v: VERSION }, signal };
    return (await this.api.get(`method/${method}`, asked)).body.response;
  }
}

/**
 * Where the list goes on. A page may be shorter than was asked for though others follow, so it goes on behind what has come
 * until the total is reached, and without a total until a page is empty.
 */
function nextOffset({ items, count, current_level_count }: Listed, offset: number): string | null {
  const next = offset + items.length;
  const total = current_level_count ?? count ?? Infinity;
  return items.length === 0 || next >= total ? null : String(next);
}

function numbersOf(raws: readonly unknown[]): number[] {
  return raws.flatMap((raw) => numbered.safeParse(raw).data?.id ?? []);
}

/** A comment after its answers, which take its place in the order. */
function withItsAnswers(raw: unknown): unknown[] {
  const read = withThread.safeParse(raw);
  if (!read.success) return [raw];
  return [...read.data.thread.items, raw];
}
