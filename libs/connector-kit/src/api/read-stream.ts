import { ConnectorError } from '@earshot/domain';
import type { Page, PollLimits } from '../connector.js';
import type { ApiItem } from './api-item.js';
import type { ApiStep, ApiStream } from './api-stream.js';
import { withoutOutdated } from './item-key.js';
import { pageOfItems } from './page-of-items.js';
import { START_OF_STREAM, type StreamPosition } from './stream-position.js';

/** Keys that are remembered near the newest item; what is forgotten is read again and recognised by its id. */
export const MAX_RECENT = 2_000;
/** Pages without an item, one after another, after which a service is not believed any more that there are others. */
const MAX_EMPTY_STEPS = 50;

type Walk = NonNullable<StreamPosition['walk']>;

/**
 * Reads one stream from its newest item back to where the last completed walk began, page after page. Each page carries the
 * position from which exactly the rest is read. Within `lookBackMs` of that beginning everything is looked at again:
 * services index late, hold posts back for moderation, and let people edit.
 *
 * @throws ConnectorError; `unreadable` when the service leads in a circle
 */
export async function* readStream(
  stream: ApiStream,
  from: StreamPosition | null,
  limits: PollLimits,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<Page<StreamPosition>> {
  let position = from ?? START_OF_STREAM;
  const floor = floorOf(position, stream.lookBackMs, limits.since);
  const circle = new CircleGuard(stream.name);
  for (;;) {
    signal.throwIfAborted();
    const walk = position.walk ?? { token: null, newest: null, recent: [], around: [] };
    const request = { token: walk.token, size: limits.pageSize, since: floor, maxItemBytes: limits.maxItemBytes };
    const step = await stream.fetch(request, signal);
    circle.check(walk.token, step);
    const ended = step.next === null || isOlder(step.items.at(-1), floor);
    for (const page of pagesOf(step, position, walk, { floor, ended, limits, lookBackMs: stream.lookBackMs, now })) {
      signal.throwIfAborted();
      position = page.cursor;
      yield page;
    }
    if (ended) return;
  }
}

interface Circumstances {
  readonly floor: Date | null;
  readonly ended: boolean;
  readonly limits: PollLimits;
  readonly lookBackMs: number;
  readonly now: Date;
}

/** One step as pages of the asked size; only the last of them moves on to the next step. Pure. */
function* pagesOf(
  step: ApiStep,
  before: StreamPosition,
  walk: Walk,
  { floor, ended, limits, lookBackMs, now }: Circumstances,
): Generator<Page<StreamPosition>> {
  const walked = [...walk.recent, ...walk.around];
  const known = new Set([...withoutOutdated(before.recent, walked), ...walked]);
  const fresh = once(step.items).filter(({ key }) => !known.has(key));
  const wanted = fresh.filter((item) => !isOlder(item, floor));
  // What is older was counted when it was new, unless this is the first walk.
  const tooOld = before.through === null ? fresh.length - wanted.length : 0;
  const newest = walk.newest ?? newestOf(step.items, now);
  for (let start = 0; start === 0 || start < wanted.length; start += limits.pageSize) {
    const part = wanted.slice(start, start + limits.pageSize);
    for (const { key } of part) known.add(key);
    const isLast = start + limits.pageSize >= wanted.length;
    const passed = isLast ? step.items : step.items.filter(({ key }) => known.has(key));
    const recent = [...new Set([...walk.recent, ...keysNear(newest, passed, lookBackMs)])].slice(0, MAX_RECENT);
    const keys = passed.map(({ key }) => key);
    const around = isLast ? keys : [...walk.around, ...keys];
    const cursor: StreamPosition =
      isLast && ended
        ? { through: later(before.through, newest), recent: keptRecent(recent, before.recent), walk: null }
        : { ...before, walk: { token: isLast ? step.next : walk.token, newest, recent, around } };
    yield pageOfItems(part, isLast ? tooOld : 0, cursor, step.notBefore ?? null);
  }
}

/** A stream that shows nothing for once (a search index being rebuilt) must not make everything look new afterwards. */
function keptRecent(recent: readonly string[], before: readonly string[]): string[] {
  return [...new Set([...recent, ...withoutOutdated(before, recent)])].slice(0, MAX_RECENT);
}

function floorOf({ through }: StreamPosition, lookBackMs: number, since: Date | null): Date | null {
  if (through === null) return since;
  const floor = new Date(Date.parse(through) - lookBackMs);
  return since !== null && since > floor ? since : floor;
}

function isOlder(item: ApiItem | undefined, floor: Date | null): boolean {
  return item !== undefined && item.at !== null && floor !== null && item.at < floor;
}

/** An item from the future must not hide those that come until then. */
function newestOf(items: readonly ApiItem[], now: Date): string | null {
  const times = items.flatMap(({ at }) => (at === null ? [] : [Math.min(at.getTime(), now.getTime())]));
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}

function later(before: string | null, newest: string | null): string | null {
  if (before === null || newest === null) return newest ?? before;
  return newest > before ? newest : before;
}

function keysNear(newest: string | null, items: readonly ApiItem[], lookBackMs: number): string[] {
  const floor = newest === null ? null : new Date(Date.parse(newest) - lookBackMs);
  return items.filter((item) => !isOlder(item, floor)).map(({ key }) => key);
}

function once(items: readonly ApiItem[]): ApiItem[] {
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

/** Services have been seen to name the page they are on as the next one; the same can be done to us on purpose. */
class CircleGuard {
  private readonly asked = new Set<string | null>();
  private keysBefore = '';
  private sameSteps = 0;
  private emptySteps = 0;

  constructor(private readonly streamName: string) {}

  check(token: string | null, step: ApiStep): void {
    this.asked.add(token);
    if (step.next === null) return;
    const keys = step.items.map(({ key }) => key).join(' ');
    this.emptySteps = keys === '' ? this.emptySteps + 1 : 0;
    this.sameSteps = keys !== '' && keys === this.keysBefore ? this.sameSteps + 1 : 0;
    this.keysBefore = keys;
    // One page may come twice where just as many new items pushed it down.
    const repeats = this.asked.has(step.next) || this.sameSteps > 1;
    if (!repeats && this.emptySteps < MAX_EMPTY_STEPS) return;
    const what = repeats ? 'the same page again as the next one' : `${MAX_EMPTY_STEPS} empty pages in a row`;
    throw new ConnectorError('unreadable', `The service gives ${what} (${this.streamName})`);
  }
}
