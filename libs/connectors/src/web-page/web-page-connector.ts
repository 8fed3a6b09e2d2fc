import {
  hoursToMs,
  pageOfItems,
  readItem,
  shownUrl,
  withoutOutdated,
  type ApiItem,
  type Connector,
  type ConnectorKit,
  type HttpResponse,
  type Page,
  type PollLimits,
  type SourceCheck,
} from '@earshot/connector-kit';
import { ConnectorError, type IncomingMessage } from '@earshot/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_PAGE_BYTES } from './page-document.js';
import { readPage, type ReadPage } from './read-page.js';
import { answerReader, ownAnswer, reviewReader } from './review-mapper.js';
import { refuseForbidden, robotsRules, type RobotsRules } from './robots-rules.js';
import { damagedScript, tooLargeReview } from './set-aside.js';
import { BEFORE_THE_FIRST_PAGE, MAX_SEEN, type WebPageCursor } from './web-page-cursor.js';
import type { WebPageOptions } from './web-page-options.js';

const PREVIEW_COUNT = 5;
const PREVIEW_ITEM_BYTES = 256 * 1024;
/** A longer pause is not waited for: the poll ends, and the next one goes on with the next page. Seconds. */
const LONGEST_PAUSE_S = 10;

type Walk = NonNullable<WebPageCursor['walk']>;

/** Reads reviews from HTML pages, from the newest page along the links to the next ones. */
export class WebPageConnector implements Connector<WebPageCursor> {
  constructor(
    private readonly options: WebPageOptions,
    private readonly kit: ConnectorKit,
  ) {}

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const rules = await this.rules(signal);
    const answer = await this.fetch(this.options.url, {}, signal);
    const page = await readPage(answer, this.options);
    refuseEmpty(page, answer.url, this.options);
    const items = this.itemsOf(page, answer.url, PREVIEW_ITEM_BYTES);
    const messages = items.flatMap(({ outcome }) => ('message' in outcome ? outcome.message : []));
    const newest = messages.sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime()).slice(0, PREVIEW_COUNT);
    return {
      summary: `${page.reviews.length} reviews on ${shownUrl(answer.url)}, found by ${page.by}`,
      warnings: warningsOf(page, messages, rules),
      preview: newest,
    };
  }

  async *poll(from: WebPageCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<WebPageCursor>> {
    signal.throwIfAborted();
    const rules = await this.rules(signal);
    let position = from ?? BEFORE_THE_FIRST_PAGE;
    for (;;) {
      const walk = position.walk ?? { url: this.options.url, visited: [], etag: null, lastModified: null };
      const answer = await this.fetch(walk.url, validatorsOf(position, walk), signal);
      if (answer.status === 304) {
        yield pageOfItems([], 0, position, null);
        return;
      }
      const page = await readPage(answer, this.options);
      if (walk.visited.length === 0) refuseEmpty(page, answer.url, this.options);
      const items = this.itemsOf(page, answer.url, limits.maxItemBytes);
      const known = new Set(position.seen);
      const fresh = once(items).filter(({ key }) => !known.has(key));
      const next = this.nextOf(page, walk, rules, position.complete && !this.isRecent(items) && fresh.length === 0);
      const waitS = Math.max(this.options.pauseSeconds, rules.crawlDelayS);
      const notBefore =
        next !== null && waitS > LONGEST_PAUSE_S ? new Date(this.kit.now().getTime() + waitS * 1000) : null;
      for (const part of pagesOf(fresh, limits)) {
        signal.throwIfAborted();
        position = moved(position, walk, part, next, answer);
        yield pageOfItems(part.wanted, part.tooOld, position, part.isLast ? notBefore : null);
      }
      if (next === null || notBefore !== null) return;
      await pause(waitS * 1000, undefined, { signal }).catch((error: unknown) => {
        throw signal.aborted ? (signal.reason as Error) : error;
      });
    }
  }

  async close(): Promise<void> {
    // Nothing is held open between polls.
  }

  private async rules(signal: AbortSignal): Promise<RobotsRules> {
    const rules = await robotsRules(this.kit.http, this.options.url, signal);
    refuseForbidden(rules, this.options.url);
    return rules;
  }

  private fetch(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<HttpResponse> {
    const accept = 'text/html, application/xhtml+xml, */*;q=0.5';
    return this.kit.http.request(url, { signal, maxBytes: MAX_PAGE_BYTES, headers: { accept, ...headers } });
  }

  private itemsOf(page: ReadPage, url: string, maxItemBytes: number): ApiItem[] {
    const { options } = this;
    const now = this.kit.now();
    const reader = reviewReader(options, now);
    const items = page.reviews.flatMap((found) => {
      const review = { ...found, page: { url, language: page.language } };
      if (review.bytes > maxItemBytes) return [tooLargeReview(review, maxItemBytes)];
      const answer = ownAnswer(review, options.ownNames);
      const item = readItem(review, reader, maxItemBytes);
      return answer === null ? [item] : [item, readItem(answer, answerReader(review, options, now), maxItemBytes)];
    });
    return [...items, ...page.damaged.map((script) => damagedScript(script, shownUrl(url)))];
  }

  /** Late and edited reviews are looked for among the newest ones; what has no date may be new. */
  private isRecent(items: readonly ApiItem[]): boolean {
    const floor = this.kit.now().getTime() - hoursToMs(this.options.lookBackHours);
    return items.some(({ at, outcome }) => 'message' in outcome && (at === null || at.getTime() >= floor));
  }

  private nextOf(page: ReadPage, walk: Walk, rules: RobotsRules, isDone: boolean): string | null {
    const { next, reviews } = page;
    if (isDone || next === null || reviews.length === 0 || walk.visited.length + 1 >= this.options.maxPages)
      return null;
    return next !== walk.url && !walk.visited.includes(next) && rules.mayRead(next) ? next : null;
  }
}

function validatorsOf({ etag, lastModified, walk: under }: WebPageCursor, walk: Walk): Record<string, string> {
  // A walk that is on its way has not yet seen what stands behind the first page.
  if (under !== null || walk.visited.length > 0) return {};
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

interface Part {
  readonly wanted: readonly ApiItem[];
  readonly keys: readonly string[];
  readonly tooOld: number;
  readonly isLast: boolean;
}

/** What is new on one HTML page as pages of the asked size; one at least, which moves on to the next HTML page. */
function* pagesOf(fresh: readonly ApiItem[], { pageSize, since }: PollLimits): Generator<Part> {
  const isOld = ({ at }: ApiItem): boolean => at !== null && since !== null && at < since;
  const wanted = fresh.filter((item) => !isOld(item));
  const old = fresh.filter(isOld).map(({ key }) => key);
  for (let start = 0; start === 0 || start < wanted.length; start += pageSize) {
    const part = wanted.slice(start, start + pageSize);
    const isLast = start + pageSize >= wanted.length;
    const keys = part.map(({ key }) => key);
    yield { wanted: part, keys: isLast ? [...keys, ...old] : keys, tooOld: isLast ? old.length : 0, isLast };
  }
}

function moved(
  before: WebPageCursor,
  walk: Walk,
  { keys, isLast }: Part,
  next: string | null,
  { headers }: HttpResponse,
): WebPageCursor {
  const seen = [...withoutOutdated(before.seen, keys), ...keys].slice(-MAX_SEEN);
  if (!isLast) return { ...before, seen, walk };
  const isFirst = walk.visited.length === 0;
  const etag = isFirst ? (headers['etag'] ?? null) : walk.etag;
  const lastModified = isFirst ? (headers['last-modified'] ?? null) : walk.lastModified;
  const visited = [...walk.visited, walk.url];
  return next === null
    ? { etag, lastModified, seen, walk: null, complete: true }
    : { ...before, seen, walk: { url: next, visited, etag, lastModified } };
}

/** The same review stands twice where a page shows the most helpful ones again. */
function once(items: readonly ApiItem[]): ApiItem[] {
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

/** @throws ConnectorError `unreadable`: an empty list and a notice in its place look alike */
function refuseEmpty({ by, damaged }: ReadPage, url: string, { review }: WebPageOptions): void {
  if (by !== null || damaged.length > 0) return;
  const place = shownUrl(url);
  if (review !== undefined)
    throw new ConnectorError('unreadable', `Nothing on ${place} matches the selector of reviews, ${review}`, {
      advice:
        'Open the page: a login or a notice may stand there, or it is built otherwise than before; then name the places of its reviews anew.',
    });
  throw new ConnectorError('unreadable', `No review was found on ${place}`, {
    advice:
      'Open the page: a login or a notice may stand there, or reviews that are loaded by a script, which is not run. Where they are in its source, name their places: the options review, text, date, rating.',
  });
}

function warningsOf(
  { reviews, next, damaged }: ReadPage,
  messages: readonly IncomingMessage[],
  rules: RobotsRules,
): string[] {
  const undated = messages.filter(({ tags }) => tags.includes('date-missing')).length;
  const unnamed = reviews.filter(({ id }) => id === null).length;
  return [
    ...(undated > 0 ? [`${undated} of ${messages.length} reviews have no date that can be read; see dateFormat`] : []),
    ...(unnamed > 0
      ? [`${unnamed} of ${reviews.length} reviews have no id: when one is edited, it may count as new`]
      : []),
    ...(damaged.length > 0 ? ['A part of the page that is meant for machines cannot be read'] : []),
    ...(next === null ? ['No link to a next page was found; only this one is read'] : []),
    ...(rules.crawlDelayS > LONGEST_PAUSE_S ? [`The site wants ${rules.crawlDelayS} seconds between two pages`] : []),
  ];
}
