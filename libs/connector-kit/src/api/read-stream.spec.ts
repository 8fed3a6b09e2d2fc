import type { IncomingMessage } from '@earshot/domain';
import fc from 'fast-check';
import type { Page, PollLimits } from '../connector.js';
import type { ApiItem } from './api-item.js';
import type { ApiStream } from './api-stream.js';
import { itemKey } from './item-key.js';
import { readStream } from './read-stream.js';
import type { StreamPosition } from './stream-position.js';

const NOW = new Date('2026-03-10T00:00:00Z');
const MINUTE = 60_000;
const LIMITS: PollLimits = { pageSize: 3, maxItemBytes: 10_000, since: null };
const never = new AbortController().signal;

/** Posts are numbered in the order in which they were written, one a minute. */
function item(id: number, at: Date | null = new Date(Date.UTC(2026, 2, 1) + id * MINUTE)): ApiItem {
  const message = { externalId: String(id), sentAt: at ?? NOW } as IncomingMessage;
  return { key: `k${id}`, at, outcome: { message } };
}

const words = (id: number, said: string): ApiItem => ({ ...item(id), key: itemKey(String(id), said) });

/** A service that gives pages of its own size, by a count (`offset`) or by the last item seen (`keyset`). */
class Service implements ApiStream {
  readonly name = 'posts';
  readonly lookBackMs = 5 * MINUTE;
  readonly asked: (string | null)[] = [];
  posts: ApiItem[] = [];
  afterEach: () => void = () => undefined;

  constructor(
    private readonly paging: 'offset' | 'keyset',
    private readonly size: number,
  ) {}

  write(...ids: number[]): this {
    this.posts.unshift(...ids.map((id) => item(id)).reverse());
    return this;
  }

  async fetch({ token }: { readonly token: string | null }) {
    this.asked.push(token);
    const start = token === null ? 0 : this.startOf(token);
    const items = this.posts.slice(start, start + this.size);
    const next = start + this.size < this.posts.length ? this.tokenAfter(start, items) : null;
    this.afterEach();
    return { items, next };
  }

  private startOf(token: string): number {
    if (this.paging === 'offset') return Number(token);
    const index = this.posts.findIndex(({ key }) => key === token);
    return index + 1;
  }

  private tokenAfter(start: number, items: readonly ApiItem[]): string {
    return this.paging === 'offset' ? String(start + this.size) : items.at(-1)!.key;
  }
}

type Read = { pages: Page<StreamPosition>[]; ids: number[]; position: StreamPosition | null };

async function read(
  stream: ApiStream,
  from: StreamPosition | null = null,
  limits = LIMITS,
  stopAfter = Infinity,
): Promise<Read> {
  const pages: Page<StreamPosition>[] = [];
  for await (const page of readStream(stream, from, limits, NOW, never)) {
    pages.push(JSON.parse(JSON.stringify(page)) as Page<StreamPosition>);
    if (pages.length >= stopAfter) break;
  }
  return { pages, ids: idsOf(pages), position: pages.at(-1)?.cursor ?? from };
}

const idsOf = (pages: readonly Page<unknown>[]): number[] =>
  pages.flatMap(({ messages }) => messages.map(({ externalId }) => Number(externalId)));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const sorted = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);

describe('reading a stream from its newest item back', () => {
  it('reads everything once, then only what is new', async () => {
    const service = new Service('keyset', 4).write(...upTo(10));
    const first = await read(service);
    expect(sorted(first.ids)).toEqual(upTo(10));
    const second = await read(service.write(11, 12), first.position);
    expect(second.ids).toEqual([11, 12]);
    expect((await read(service, second.position)).ids).toEqual([]);
  });

  it('asks no further than to where it was', async () => {
    const service = new Service('keyset', 10).write(...upTo(100));
    const { position } = await read(service);
    service.asked.length = 0;
    await read(service.write(101), position);
    expect(service.asked).toHaveLength(1);
  });

  it('hears what was indexed late, and an edit, within the time it looks back', async () => {
    const service = new Service('keyset', 4).write(1, 2, 3, 5, 6);
    const { position } = await read(service);
    service.posts.splice(2, 0, item(4));
    service.posts[0] = { ...item(6), key: 'k6-edited' };
    expect((await read(service, position)).ids).toEqual([4, 6]);
  });

  it('hears words that come back, each time they are others than before', async () => {
    const service = new Service('keyset', 4).write(1, 2);
    let position: StreamPosition | null = null;
    const heard: number[][] = [];
    for (const said of ['A', 'B', 'B', 'A', 'A']) {
      service.posts[0] = words(2, said);
      const reading: Read = await read(service, position);
      heard.push(reading.ids);
      position = reading.position;
    }
    expect(heard.map(sorted)).toEqual([[1, 2], [2], [], [2], []]);
  });

  it('is not blind until the date of an item from the future', async () => {
    const service = new Service('keyset', 4).write(1);
    service.posts.unshift(item(2, new Date('2099-01-01')));
    const { position } = await read(service);
    service.posts.unshift(item(3, new Date(NOW.getTime() + MINUTE)));
    expect((await read(service, position)).ids).toEqual([3]);
  });

  it('does not take everything for new after the service was empty for once', async () => {
    const service = new Service('keyset', 4).write(...upTo(4));
    const { position } = await read(service);
    const { posts } = service;
    service.posts = [];
    const empty = await read(service, position);
    service.posts = posts;
    expect((await read(service, empty.position)).ids).toEqual([]);
  });

  it('counts what is older than asked for, once, and goes no further back', async () => {
    const service = new Service('keyset', 4).write(...upTo(20));
    const since = new Date(Date.UTC(2026, 2, 1) + 18 * MINUTE);
    const { pages, position } = await read(service, null, { ...LIMITS, since });
    expect(sorted(idsOf(pages))).toEqual([18, 19, 20]);
    expect(pages.map(({ skipped }) => skipped)).toEqual([{ 'older-than-start': 1 }]);
    expect((await read(service, position, { ...LIMITS, since })).pages.map(({ skipped }) => skipped)).toEqual([{}]);
  });

  it('reads an item without a date once', async () => {
    const service = new Service('keyset', 4).write(1, 2);
    service.posts.splice(1, 0, item(9, null));
    const { ids, position } = await read(service);
    expect(sorted(ids)).toEqual([1, 2, 9]);
    expect((await read(service, position)).ids).toEqual([]);
  });

  it('does not run in a circle', async () => {
    const service = new Service('keyset', 2).write(1, 2, 3);
    const items = service.posts.slice(0, 2);
    const same: ApiStream = { ...service, name: 'posts', lookBackMs: 0, fetch: async () => ({ items, next: 'again' }) };
    await expect(read(same)).rejects.toMatchObject({ kind: 'unreadable' });
    let page = 0;
    const renamed: ApiStream = { ...same, fetch: async () => ({ items, next: `page-${(page += 1)}` }) };
    await expect(read(renamed)).rejects.toMatchObject({ kind: 'unreadable' });
    const empty: ApiStream = { ...same, fetch: async () => ({ items: [], next: `page-${(page += 1)}` }) };
    await expect(read(empty)).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('loses nothing, however often it is stopped, while people go on writing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('offset' as const, 'keyset' as const),
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 30 }),
        fc.array(fc.record({ pages: fc.integer({ min: 1, max: 5 }), written: fc.integer({ min: 0, max: 4 }) }), {
          maxLength: 12,
        }),
        async (paging, size, pageSize, before, polls) => {
          const service = new Service(paging, size).write(...upTo(before));
          let last = before;
          const heard = new Set<number>();
          let position: StreamPosition | null = null;
          for (const { pages, written } of polls) {
            service.afterEach = () => {
              if (written > 0 && last < 200) service.write((last += 1));
            };
            const part: Read = await read(service, position, { ...LIMITS, pageSize }, pages);
            for (const { messages } of part.pages) expect(messages.length).toBeLessThanOrEqual(pageSize);
            part.ids.forEach((id) => heard.add(id));
            position = part.position;
          }
          service.afterEach = () => undefined;
          // The first poll finishes a walk that was stopped, the second reads what came during it.
          for (let poll = 0; poll < 2; poll += 1) {
            const rest: Read = await read(service, position, { ...LIMITS, pageSize });
            rest.ids.forEach((id) => heard.add(id));
            position = rest.position;
          }
          expect(sorted([...heard])).toEqual(upTo(last));
          expect((await read(service, position)).ids).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('goes on from any page with exactly the rest of what stands still', async () => {
    const service = new Service('offset', 5).write(...upTo(17));
    const { pages } = await read(service);
    for (let stored = 1; stored <= pages.length; stored += 1) {
      const rest = await read(service, pages[stored - 1]!.cursor);
      expect(sorted(rest.ids)).toEqual(sorted(idsOf(pages.slice(stored))));
    }
  });
});
