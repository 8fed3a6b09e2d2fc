import {
  JsonApi,
  readItem,
  spentBudget,
  type ConnectorKit,
  type HttpStatusError,
  type Query,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import { houseOf } from './house-of.js';
import { POST_FIELDS, postReader } from './post-mapper.js';
import type { NumberedItem, SinceRequest, SinceStep, SinceStream } from './read-since.js';
import { isLower, timeOfId } from './since-position.js';
import { judgeRefusal } from './x-errors.js';
import type { XOptions } from './x-options.js';

/** What the API gives at least and at most in one answer. */
const FEWEST = 10;
const MOST = 100;
const WEEK_MS = 7 * 24 * 3_600_000;
/** The search reaches back seven days to the second; a margin for slow clocks. */
const MARGIN_MS = 10 * 60_000;

// With nothing found there is no `data`; `errors` can stand beside it, about single posts or authors.
const listed = z.object({
  data: z.array(z.unknown()).default([]),
  includes: z.object({ users: z.array(z.unknown()).nullish() }).nullish(),
  errors: z.array(z.unknown()).nullish(),
  meta: z.object({ newest_id: z.string().nullish(), next_token: z.string().nullish() }),
});
type Listed = z.output<typeof listed>;

const numbered = z.object({ id: z.string().regex(/^\d{1,19}$/) });
const byAuthor = z.object({ author_id: z.string() });
const user = z.looseObject({ id: z.string() });

interface ListPlace {
  readonly name: string;
  readonly path: string;
  readonly query: Query;
  /** How the API calls the token of a page. */
  readonly tokenName: 'next_token' | 'pagination_token';
  /** It reaches back a week, and refuses to be asked for more. */
  readonly isRecent: boolean;
}

/** The lists of posts that a source reads, each request paid from the month's budget. */
export class XLists {
  private readonly api: JsonApi;

  constructor(
    private readonly options: XOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.api = new JsonApi(kit.http, {
      name: 'X',
      baseUrl: options.baseUrl,
      headers: () => ({ authorization: `Bearer ${kit.secrets['bearerToken'] ?? ''}` }),
      judge: (refusal) => judgeRefusal(refusal, kit.now()),
    });
  }

  /** What others write: mentions of the account, and what is searched for. */
  questions(): SinceStream[] {
    const { userId, searches } = this.options;
    const mentions = { name: 'mentions', path: `2/users/${userId}/mentions`, query: {}, isRecent: false } as const;
    const withoutOwn = userId === null ? '' : ` -from:${userId}`;
    return [
      ...(userId === null ? [] : [this.stream({ ...mentions, tokenName: 'pagination_token' })]),
      ...searches.map((words) =>
        this.stream({
          name: `search:${words}`,
          path: '2/tweets/search/recent',
          query: { query: `(${words}) -is:retweet${withoutOwn}` },
          tokenName: 'next_token',
          isRecent: true,
        }),
      ),
    ];
  }

  /** What the account itself writes; `null` without an account. */
  answers(): SinceStream | null {
    const { userId } = this.options;
    if (userId === null) return null;
    return this.stream({
      name: 'answers',
      path: `2/users/${userId}/tweets`,
      query: { exclude: 'retweets' },
      tokenName: 'pagination_token',
      isRecent: false,
    });
  }

  private stream(place: ListPlace): SinceStream {
    return {
      name: place.name,
      fetch: async (request, signal) => {
        const { body, headers } = await this.paid(place, request, signal);
        if (body.errors && body.errors.length > 0)
          this.kit.logger.debug({ stream: place.name, errors: body.errors.length }, 'X gave only a part of a list');
        const items = this.itemsOf(body, request.maxItemBytes).filter(isWithin(request));
        return { ...step(body, items), notBefore: spentBudget(headers, this.kit.now()) };
      },
    };
  }

  /** Posts are paid for when they are given: the most that may come is taken from the budget before, the rest put back. */
  private async paid(place: ListPlace, request: SinceRequest, signal: AbortSignal) {
    const limit = { name: 'posts read', scope: 'source', amount: this.options.postsPerMonth, window: 'month' } as const;
    const { budget } = this.kit;
    const { left } = await budget.standing(limit);
    const asked = Math.max(FEWEST, Math.min(MOST, left));
    await budget.spend(limit, asked, signal);
    let received = 0;
    try {
      const answer = await this.asked(place, request, asked, signal);
      received = answer.body.data.length;
      return answer;
    } finally {
      if (received < asked) await budget.giveBack(limit, asked - received);
    }
  }

  private async asked(place: ListPlace, request: SinceRequest, count: number, signal: AbortSignal) {
    const query = {
      ...place.query,
      ...this.bounds(place, request),
      max_results: count,
      [place.tokenName]: request.token,
      'tweet.fields': POST_FIELDS,
      expansions: 'author_id',
      'user.fields': 'name,username',
    };
    try {
      return await this.api.get(place.path, { schema: listed, query, signal });
    } catch (error) {
      if (request.token === null || !isBadRequest(error)) throw error;
      // The walk goes on below the last stored post, without a token.
      throw new ConnectorError('unreadable', 'X does not know the next page any more', { cause: error });
    }
  }

  private bounds({ isRecent }: ListPlace, { since, until, from }: SinceRequest): Query {
    const oldest = this.kit.now().getTime() - WEEK_MS + MARGIN_MS;
    // A post that is out of the search's reach is refused as a beginning; everything that is found is newer anyway.
    const isForgotten = since !== null && isRecent && timeOfId(since).getTime() < oldest;
    const begin = from === null ? null : new Date(Math.max(from.getTime(), isRecent ? oldest : 0));
    return {
      since_id: isForgotten ? null : since,
      until_id: until,
      start_time: since === null && begin !== null ? begin.toISOString() : null,
    };
  }

  private itemsOf({ data, includes }: Listed, maxItemBytes: number): NumberedItem[] {
    const users = new Map(
      (includes?.users ?? []).flatMap((raw) => {
        const read = user.safeParse(raw);
        return read.success ? [[read.data.id, read.data] as const] : [];
      }),
    );
    const reader = postReader(houseOf(this.options, this.kit.now()));
    return data.map((raw) => {
      const author = users.get(byAuthor.safeParse(raw).data?.author_id ?? '');
      const whole = author === undefined || typeof raw !== 'object' ? raw : { ...raw, author };
      return { id: numbered.safeParse(raw).data?.id ?? null, item: readItem(whole, reader, maxItemBytes) };
    });
  }
}

function step({ meta }: Listed, items: readonly NumberedItem[]): Omit<SinceStep, 'notBefore'> {
  const ids = items.flatMap(({ id }) => (id === null ? [] : [id]));
  const highest = ids.reduce<string | null>((best, id) => (best === null || isLower(best, id) ? id : best), null);
  const told = numbered.safeParse({ id: meta.newest_id }).data?.id ?? null;
  return { items, newest: told ?? highest, next: meta.next_token ?? null };
}

/** What is known already is no news, should it be given all the same. */
function isWithin({ since, until }: SinceRequest): (item: NumberedItem) => boolean {
  return ({ id }) => id === null || ((since === null || isLower(since, id)) && (until === null || isLower(id, until)));
}

function isBadRequest(error: unknown): boolean {
  return error instanceof ConnectorError && 'response' in error && (error as HttpStatusError).response.status === 400;
}
