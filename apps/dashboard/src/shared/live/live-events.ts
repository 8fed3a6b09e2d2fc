import type { ChangeEvent } from '@earshot/contracts';

export type Connection = 'connecting' | 'live' | 'lost';

/** What has changed since the last report. `everything` after a gap in the stream, when nobody knows what was missed. */
export interface Changes {
  readonly everything: boolean;
  readonly topics: ReadonlySet<ChangeEvent['topics'][number]>;
  readonly caseIds: ReadonlySet<string>;
}

const EVENTS_URL = '/api/v1/events';

/** A short gap (a server restart behind a balancer) is not worth a banner. */
const LOST_AFTER_MS = 2_500;

/** The browser retries by itself after a dropped connection, but gives up after an HTTP error; then we retry. */
const RETRY_MS = { first: 1_000, longest: 30_000 };

/** The server says regularly that it is there; one time late is the network's mood, after this many it is gone. */
const SILENT_INTERVALS = 2.5;

/** Until the server has told its interval: nothing worse than its usual one is taken for granted. Milliseconds. */
const USUAL_INTERVAL_MS = 15_000;

/** A busy hour brings many events a second; screens are read again at most this often. */
const REPORT_EVERY_MS = 2_000;

/**
 * The event stream of the server: keeps itself connected, gathers what changed and reports it in calm intervals.
 * `start` opens it, `stop` closes it; both may be called again.
 */
export class LiveEvents {
  private connection: Connection = 'connecting';
  private readonly listeners = new Set<() => void>();
  private source: EventSource | null = null;
  private hadGap = false;
  private retryMs = RETRY_MS.first;
  private retryTimer: number | undefined;
  private lostTimer: number | undefined;
  private reportTimer: number | undefined;
  private silenceTimer: number | undefined;
  private intervalMs = USUAL_INTERVAL_MS;
  private lastReportAt = 0;
  private pending: ChangeEvent[] = [];

  constructor(private readonly onChanges: (changes: Changes) => void) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getConnection = (): Connection => this.connection;

  start(): void {
    if (this.source !== null) return;
    window.addEventListener('online', this.reconnect);
    window.addEventListener('offline', this.wentSilent);
    this.open();
  }

  stop(): void {
    window.removeEventListener('online', this.reconnect);
    window.removeEventListener('offline', this.wentSilent);
    for (const timer of [this.retryTimer, this.lostTimer, this.reportTimer, this.silenceTimer])
      window.clearTimeout(timer);
    this.retryTimer = this.lostTimer = this.reportTimer = this.silenceTimer = undefined;
    this.source?.close();
    this.source = null;
    this.pending = [];
    this.hadGap = false;
    this.setConnection('connecting');
  }

  /** Tries at once, for a person who does not want to wait for the next attempt. */
  readonly reconnect = (): void => {
    window.clearTimeout(this.retryTimer);
    this.source?.close();
    this.open();
  };

  private open(): void {
    const source = new EventSource(EVENTS_URL);
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.broken(source);
    source.onmessage = (event: MessageEvent<string>) => this.received(event);
    source.addEventListener('alive', (event: MessageEvent<string>) => {
      this.intervalMs = Number(event.data) || USUAL_INTERVAL_MS;
      this.expectSign();
    });
    this.expectSign();
  }

  /** A stopped server or a pulled cable closes nothing: only that no sign of life comes tells of it. */
  private expectSign(): void {
    window.clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(this.wentSilent, this.intervalMs * SILENT_INTERVALS);
  }

  /** Said at once, then tried anew: a server on this very machine answers also without a network. */
  private readonly wentSilent = (): void => {
    this.hadGap = true;
    this.setConnection('lost');
    this.reconnect();
  };

  private opened(): void {
    window.clearTimeout(this.lostTimer);
    this.lostTimer = undefined;
    this.retryMs = RETRY_MS.first;
    this.setConnection('live');
    if (!this.hadGap) return;
    this.hadGap = false;
    this.onChanges({ everything: true, topics: new Set(), caseIds: new Set() });
  }

  private broken(source: EventSource): void {
    if (source !== this.source) return;
    this.hadGap = true;
    this.lostTimer ??= window.setTimeout(() => this.setConnection('lost'), LOST_AFTER_MS);
    if (source.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(this.retryTimer);
    this.retryTimer = window.setTimeout(this.reconnect, this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_MS.longest);
  }

  private received(event: MessageEvent<string>): void {
    this.pending.push(JSON.parse(event.data) as ChangeEvent);
    if (this.reportTimer !== undefined) return;
    const wait = Math.max(0, this.lastReportAt + REPORT_EVERY_MS - Date.now());
    this.reportTimer = window.setTimeout(() => this.report(), wait);
  }

  private report(): void {
    this.reportTimer = undefined;
    this.lastReportAt = Date.now();
    const events = this.pending;
    this.pending = [];
    this.onChanges({
      everything: false,
      topics: new Set(events.flatMap((event) => event.topics)),
      caseIds: new Set(events.flatMap((event) => event.caseIds)),
    });
  }

  private setConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    for (const listener of this.listeners) listener();
  }
}
