import { ConnectorError } from '@earshot/domain';
import type { Connector, Page, PollLimits } from '../connector.js';
import type { ChannelUnderTest, ConformanceSubject } from './channel-under-test.js';

/** Small pages, so that five items make three of them. */
const LIMITS: PollLimits = { pageSize: 2, maxItemBytes: 1024 * 1024, since: null };
/** What `IncomingMessage` promises. */
const MAX_EXTERNAL_ID = 512;

/**
 * The promises of the connector port, tried on one connector. Call it at the top level of a spec file; it uses the globals
 * of Jest, which exist only there.
 */
export function describeConnectorConformance<Options, Cursor, Channel extends ChannelUnderTest>(
  subject: ConformanceSubject<Options, Cursor, Channel>,
): void {
  const { addUnreadable, limitRate, stall, breakDown, traces } = subject;
  describe(`the connector ${subject.definition.kind} keeps the promises of the port`, () => {
    let channel: Channel;
    const opened: Connector<Cursor>[] = [];

    const open = (): Connector<Cursor> => {
      const connector = subject.definition.create(subject.definition.options.parse(channel.options), channel.kit);
      opened.push(connector);
      return connector;
    };
    const read = async (from: Cursor | null = null, limits = LIMITS, signal = never()): Promise<Page<Cursor>[]> => {
      const pages: Page<Cursor>[] = [];
      for await (const page of open().poll(from, limits, signal)) pages.push(page);
      return pages;
    };

    beforeEach(async () => {
      channel = await subject.start();
    });
    afterEach(async () => {
      for (const connector of opened.splice(0)) await connector.close();
      await channel.stop();
    });

    it('reads everything once, in pages of the asked size', async () => {
      const pages = await read();
      expect(idsOf(pages).sort()).toEqual([...channel.externalIds].sort());
      for (const page of pages) expect(sizeOf(page)).toBeLessThanOrEqual(LIMITS.pageSize);
      expect(pages.length).toBeGreaterThan(1);
    });

    it('gives well-formed messages', async () => {
      const messages = (await read()).flatMap((page) => page.messages);
      for (const message of messages) {
        expect(message.externalId).not.toBe('');
        expect(message.externalId.length).toBeLessThanOrEqual(MAX_EXTERNAL_ID);
        expect(message.sentAt.getTime()).toBeLessThanOrEqual(Date.now());
        expect(message.rating === null || (message.rating >= 1 && message.rating <= 5)).toBe(true);
        expect(message.url === null || URL.canParse(message.url)).toBe(true);
        expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(LIMITS.maxItemBytes);
      }
    });

    it('goes on from the cursor of any page with exactly the rest', async () => {
      const pages = await read();
      for (let stored = 1; stored <= pages.length; stored += 1) {
        const rest = await read(asStored(pages[stored - 1]!.cursor));
        expect(idsOf(rest).sort()).toEqual(idsOf(pages.slice(stored)).sort());
      }
    });

    it('has cursors that survive being stored', async () => {
      for (const { cursor } of await read()) {
        const stored = asStored(cursor);
        expect(stored).toEqual(cursor);
        expect(subject.definition.cursor.parse(stored)).toEqual(cursor);
      }
    });

    it('gives the same ids and revisions on every reading', async () => {
      const key = (pages: Page<Cursor>[]) =>
        pages.flatMap((page) => page.messages.map(({ externalId, revision }) => `${externalId} ${revision}`)).sort();
      expect(key(await read())).toEqual(key(await read()));
    });

    it('leaves nothing older than asked for', async () => {
      const messages = (await read()).flatMap((page) => page.messages);
      const since = new Date(Math.max(...messages.map(({ sentAt }) => sentAt.getTime())));
      const recent = await read(null, { ...LIMITS, since });
      expect(idsOf(recent).length).toBeLessThan(messages.length);
      for (const { sentAt } of recent.flatMap((page) => page.messages)) {
        expect(sentAt.getTime()).toBeGreaterThanOrEqual(since.getTime());
      }
    });

    it('verifies with a preview and leaves no trace', async () => {
      const before = await traces?.(channel);
      const check = await open().verify(never());
      expect(check.summary).not.toBe('');
      expect(check.preview.length).toBeGreaterThan(0);
      expect(check.preview.length).toBeLessThanOrEqual(5);
      expect(await traces?.(channel)).toEqual(before);
      expect(idsOf(await read()).sort()).toEqual([...channel.externalIds].sort());
    });

    it('reads nothing when it is cancelled before, and stops when it is cancelled between pages', async () => {
      const reason = new Error('the source was paused');
      await expect(read(null, LIMITS, AbortSignal.abort(reason))).rejects.toBe(reason);
      const controller = new AbortController();
      const iterator = open().poll(null, LIMITS, controller.signal)[Symbol.asyncIterator]();
      expect((await iterator.next()).done).toBe(false);
      controller.abort(reason);
      await expect(iterator.next()).rejects.toBe(reason);
    });

    it('can be closed twice, also when nothing was opened', async () => {
      const connector = open();
      await connector.close();
      await expect(connector.close()).resolves.toBeUndefined();
    });

    if (stall !== undefined) {
      it('stops when it is cancelled while the channel is silent', async () => {
        await stall(channel);
        const reason = new Error('the source was paused');
        const controller = new AbortController();
        const reading = read(null, LIMITS, controller.signal);
        setTimeout(() => controller.abort(reason), 50);
        await expect(reading).rejects.toBe(reason);
      });
    }

    if (addUnreadable !== undefined) {
      it('sets an unreadable item aside, once, and reads the others', async () => {
        await addUnreadable(channel);
        const pages = await read();
        const rejected = pages.flatMap((page) => page.rejected);
        expect(rejected.length).toBeGreaterThan(0);
        for (const { reason, detail } of rejected) {
          expect(reason).toMatch(/^[a-z]+(-[a-z]+)*$/);
          expect(detail).not.toBe('');
        }
        expect(idsOf(pages)).toEqual(expect.arrayContaining([...channel.externalIds]));
        const again = await read(asStored(pages.at(-1)!.cursor));
        expect(again.flatMap((page) => page.rejected)).toEqual([]);
      });
    }

    if (limitRate !== undefined) {
      it('says until when it must wait', async () => {
        const retryAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000);
        await limitRate(channel, retryAt);
        const error = await failureOf(read());
        expect(error.kind).toBe('rate_limited');
        expect(error.retryAt).toEqual(retryAt);
      });
    }

    if (breakDown !== undefined) {
      it('names a channel that is gone, and can be closed then, twice', async () => {
        await breakDown(channel);
        const broken = open();
        const error = await failureOf(firstOf(broken.poll(null, LIMITS, never())));
        expect(['unreachable', 'misconfigured']).toContain(error.kind);
        expect((await failureOf(broken.verify(never()))).kind).toBe(error.kind);
        await broken.close();
        await broken.close();
      });
    }
  });
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function asStored<Cursor>(cursor: Cursor): Cursor {
  return JSON.parse(JSON.stringify(cursor)) as Cursor;
}

function idsOf(pages: readonly Page<unknown>[]): string[] {
  return pages.flatMap((page) => [...page.messages, ...page.replies].map(({ externalId }) => externalId));
}

function sizeOf(page: Page<unknown>): number {
  return page.messages.length + page.replies.length + page.rejected.length;
}

async function firstOf<T>(iterable: AsyncIterable<T>): Promise<T | undefined> {
  for await (const value of iterable) return value;
  return undefined;
}

async function failureOf(work: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectorError)) throw error;
  return error;
}
