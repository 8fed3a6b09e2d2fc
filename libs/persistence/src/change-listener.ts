import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { CHANGE_CHANNEL } from './repositories/changes.repository.js';

export interface ChangeHandlers {
  /** A transaction with this change has committed. */
  readonly changed: (changeId: string) => void;
  /** Listening again: what was committed before may have been missed. */
  readonly connected: () => void;
  /** Not listening any more; it is being tried again. */
  readonly lost: (error: unknown) => void;
}

/** A connection that died without a word is noticed after this long. */
const PING_MS = 30_000;
const QUERY_TIMEOUT_MS = 5_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Hears what transactions of any process announce, on one connection of its own: LISTEN belongs to a connection and would
 * be lost in a pool. Reconnects for as long as it is open.
 */
export class ChangeListener {
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly url: string) {}

  /** Call once. */
  listen(handlers: ChangeHandlers): void {
    this.running ??= this.run(handlers);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(handlers: ChangeHandlers): Promise<void> {
    let failures = 0;
    while (!this.closing.signal.aborted) {
      try {
        await this.session({
          ...handlers,
          connected: () => {
            failures = 0;
            handlers.connected();
          },
        });
      } catch (error) {
        if (!this.closing.signal.aborted) handlers.lost(error);
      }
      await this.pause(Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS));
    }
  }

  /** Ends by throwing: when the connection is lost or the listener is closed. */
  private async session(handlers: ChangeHandlers): Promise<never> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'earshot-changes',
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    const over = new AbortController();
    const stop = AbortSignal.any([this.closing.signal, over.signal]);
    const ended = new Promise<never>((_, reject) => {
      client.once('error', reject);
      client.once('end', () => reject(new Error('the server has ended the connection')));
      stop.addEventListener('abort', () => reject(new Error('closed')), { once: true });
    });
    ended.catch(() => undefined);
    client.on('notification', ({ payload }) => handlers.changed(payload ?? ''));
    try {
      await Promise.race([client.connect(), ended]);
      await client.query(`listen ${CHANGE_CHANNEL}`);
      handlers.connected();
      for (;;) {
        await Promise.race([delay(PING_MS, undefined, { signal: stop }), ended]);
        await client.query('select 1');
      }
    } finally {
      over.abort();
      // A dead connection never confirms its end.
      await Promise.race([client.end().catch(() => undefined), delay(1_000, undefined, { ref: false })]);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}
