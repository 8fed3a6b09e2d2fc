import type { ChangeEvent } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import type { ServerResponse } from 'node:http';

/** What a reader may leave unread before it is dropped: its browser reconnects and catches up. Bytes. */
export const MOST_UNREAD_BYTES = 64 * 1024;

/** Browsers wait this long before they reconnect. */
const RETRY_MS = 2_000;

/** Shorter than the minute after which proxies commonly close a silent connection. */
export const KEEP_ALIVE_MS = 15_000;

/** One open dashboard: writes server-sent events (WHATWG HTML, 9.2) and holds back live ones while it catches up. */
export class EventStream {
  private held: ChangeEvent[] | null = [];

  constructor(
    private readonly response: ServerResponse,
    readonly session: StoredSession,
  ) {}

  open(): void {
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Proxies of the nginx family would collect events otherwise.
      'X-Accel-Buffering': 'no',
    });
    this.write(`retry: ${RETRY_MS}\n\n`);
    this.keepAlive();
  }

  /** What was missed comes before what happened meanwhile, so that the last id seen never skips anything. */
  caughtUp(missed: readonly ChangeEvent[], resumeFrom: string): void {
    const held = this.held ?? [];
    this.held = null;
    // An id without data moves the browser's Last-Event-ID and is not shown to the page.
    if (missed.length === 0) this.write(`id: ${resumeFrom}\n\n`);
    for (const event of [...missed, ...held]) this.send(event);
  }

  send(event: ChangeEvent): void {
    if (this.held !== null) this.held.push(event);
    else this.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  /**
   * Keeps proxies from closing a silent connection, and shows the page that the server is there: a comment would not
   * reach it. `data` is the time in milliseconds after which the next one comes at the latest. Without an id, so that
   * the browser's Last-Event-ID stays.
   */
  keepAlive(): void {
    this.write(`event: alive\ndata: ${KEEP_ALIVE_MS}\n\n`);
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.response.write(text);
    if (this.response.writableLength > MOST_UNREAD_BYTES) this.response.destroy();
  }
}
