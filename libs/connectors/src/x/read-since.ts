import { pageOfItems, type ApiItem, type Page, type PollLimits } from '@earshot/connector-kit';
import { isLower, type SincePosition } from './since-position.js';

/** A post with its id, which is known also where the rest cannot be read; `null` where even that is unreadable. */
export interface NumberedItem {
  readonly id: string | null;
  readonly item: ApiItem;
}

export interface SinceRequest {
  /** Only posts after this one. */
  readonly since: string | null;
  /** Only posts before this one: where an earlier walk was stopped. */
  readonly until: string | null;
  /** As the step before gave it in `next`. */
  readonly token: string | null;
  /** Nothing older is wanted. */
  readonly from: Date | null;
  readonly maxItemBytes: number;
}

export interface SinceStep {
  /** Newest first. */
  readonly items: readonly NumberedItem[];
  readonly newest: string | null;
  /** `null` at the end. */
  readonly next: string | null;
  readonly notBefore: Date | null;
}

/** A list that gives what is newer than a post. */
export interface SinceStream {
  readonly name: string;
  /** @throws ConnectorError */
  fetch(request: SinceRequest, signal: AbortSignal): Promise<SinceStep>;
}

/**
 * Reads a list from its newest post back to where the last completed walk began. No post is asked for twice, because each is
 * billed. While a walk goes on, `since` stays what it was, and becomes the newest post of the walk's first page only at its
 * end. Tokens of pages are used within one reading; a walk that was stopped goes on below its last stored post.
 */
export async function* readSince(
  stream: SinceStream,
  start: SincePosition,
  limits: PollLimits,
  signal: AbortSignal,
): AsyncGenerator<Page<SincePosition>> {
  let position = start;
  let token: string | null = null;
  for (;;) {
    signal.throwIfAborted();
    const { since, walk } = position;
    const until: string | null = token === null ? (walk?.below ?? null) : null;
    const request = { since, until, token, from: limits.since, maxItemBytes: limits.maxItemBytes };
    const step: SinceStep = await stream.fetch(request, signal);
    for (const page of pagesOf(step, position, limits.pageSize)) {
      signal.throwIfAborted();
      position = page.cursor;
      yield page;
    }
    if (step.next === null) return;
    token = step.next;
  }
}

/** One step as pages of the asked size; only the last page of the last step ends the walk. Pure. */
function* pagesOf(step: SinceStep, before: SincePosition, pageSize: number): Generator<Page<SincePosition>> {
  const { items, next, notBefore } = step;
  const newest = before.walk?.newest ?? step.newest;
  let below = before.walk?.below ?? null;
  for (let start = 0; start === 0 || start < items.length; start += pageSize) {
    const part = items.slice(start, start + pageSize);
    for (const { id } of part) if (id !== null && (below === null || isLower(id, below))) below = id;
    const isEnd = next === null && start + pageSize >= items.length;
    const cursor = isEnd
      ? { since: newest ?? before.since, walk: null }
      : { since: before.since, walk: newest === null || below === null ? null : { newest, below } };
    yield pageOfItems(
      part.map(({ item }) => item),
      0,
      cursor,
      notBefore,
    );
  }
}
