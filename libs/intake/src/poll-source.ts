import { setTimeout as pause } from 'node:timers/promises';
import type { Connector, ConnectorLogger, PollLimits } from '@earshot/connector-kit';
import {
  BudgetSpent,
  Conflict,
  ConnectorError,
  type Clock,
  type HandOnMail,
  type PollBook,
  type PollLedger,
  type SourceToPoll,
} from '@earshot/domain';
import { keepLease } from './lease-heartbeat.js';
import { describeFailure, sourceOutcome, type PollEnd } from './source-outcome.js';
import type { PageStorer } from './store-page.js';

/** How long to wait before the outcome is written again. */
const DATABASE_RETRY_MS = 500;

export interface PollSettings {
  readonly pageSize: number;
  readonly maxItemBytes: number;
  /** A worker that dies is replaced after this; a living one renews its lease three times in it. Milliseconds. */
  readonly leaseMs: number;
  /** Hands on the mails to ops people; `null` where no mail is sent. */
  readonly mail?: HandOnMail | null;
}

/** Opens the connector of a source with its options, secrets and kit. */
export type OpenConnector = (source: SourceToPoll) => Connector<unknown>;

export interface PollReport {
  readonly outcome: 'succeeded' | 'failed' | 'interrupted';
  readonly error: unknown;
  /** What the stored pages came to. */
  readonly ledger: PollLedger;
}

/** Whether an error means that the database is away: nothing the source could help, and over by itself. */
export type IsDatabaseAway = (error: unknown) => boolean;

/** Called once a poll, for metrics. */
export type ObservePoll = (source: SourceToPoll, report: PollReport) => void;

/**
 * One poll of one source that the caller has claimed: opens the connector, stores page after page, and records the
 * outcome at one exit, so that no way out forgets the next due time.
 */
export class SourcePoller {
  constructor(
    private readonly open: OpenConnector,
    private readonly storer: PageStorer,
    private readonly book: PollBook,
    private readonly clock: Clock,
    private readonly settings: PollSettings,
    private readonly logger: ConnectorLogger,
    private readonly observe: ObservePoll,
    private readonly isDatabaseAway: IsDatabaseAway,
  ) {}

  /** @param concern `delivery`: how it ends says nothing about the source, whose state and due time stay as they are */
  async poll(
    source: SourceToPoll,
    leaseHolder: string,
    signal: AbortSignal,
    concern: 'source' | 'delivery' = 'source',
  ): Promise<PollReport> {
    const pollId = await this.whenTheDatabaseIsBack(signal, () => this.book.begin(source.id, this.clock.now()));
    const total = emptyLedger();
    const end = await this.read(source, { sourceId: source.id, pollId, leaseHolder }, total, signal);
    const report = reportOf(end, total);
    const failure = 'error' in end ? { kind: errorKind(end.error), words: describeFailure(end.error) } : null;
    const outcome = concern === 'delivery' ? null : sourceOutcome(source, end, this.clock.now(), Math.random());
    await this.whenTheDatabaseIsBack(signal, () =>
      this.book.finish(
        { id: pollId, outcome: report.outcome, errorKind: failure?.kind ?? null, error: failure?.words ?? null },
        { id: source.id, leaseHolder, outcome },
        this.clock.now(),
        this.settings.mail,
      ),
    );
    if (concern === 'source') this.log(source, pollId, end, total);
    this.observe(source, report);
    return report;
  }

  private async read(
    source: SourceToPoll,
    origin: { sourceId: string; pollId: string; leaseHolder: string },
    total: MutableLedger,
    signal: AbortSignal,
  ): Promise<PollEnd> {
    const lease = keepLease(
      () => this.book.renew(source.id, origin.leaseHolder, this.leaseEnd()),
      this.settings.leaseMs / 3,
    );
    const stop = AbortSignal.any([signal, lease.signal]);
    let connector: Connector<unknown> | null = null;
    let notBefore: Date | null = null;
    let credentialsExpireAt: Date | null = null;
    try {
      connector = this.open(source);
      for await (const page of connector.poll(source.cursor, this.limits(source), stop)) {
        stop.throwIfAborted();
        add(total, await this.storer.store(page, origin, this.clock.now()));
        notBefore = page.notBefore ?? notBefore;
        credentialsExpireAt = page.credentialsExpireAt ?? credentialsExpireAt;
      }
      return { kind: 'read', notBefore, stored: total.stored, credentialsExpireAt };
    } catch (error) {
      if (error instanceof BudgetSpent && !stop.aborted) return { kind: 'postponed', error, stored: total.stored };
      const interrupted = stop.aborted || error instanceof Conflict || this.isDatabaseAway(error);
      return interrupted ? { kind: 'interrupted' } : { kind: 'failed', error };
    } finally {
      lease.stop();
      await connector?.close().catch((error: unknown) => {
        this.logger.warn({ sourceId: source.id, error: nameOf(error) }, 'closing the connector failed');
      });
    }
  }

  /** Otherwise the source would wait for the end of this worker's own lease. */
  private async whenTheDatabaseIsBack<Result>(signal: AbortSignal, write: () => Promise<Result>): Promise<Result> {
    for (let waited = 0; ; waited += DATABASE_RETRY_MS) {
      try {
        return await write();
      } catch (error) {
        if (!this.isDatabaseAway(error) || signal.aborted || waited > this.settings.leaseMs) throw error;
        await pause(DATABASE_RETRY_MS);
      }
    }
  }

  private limits(source: SourceToPoll): PollLimits {
    return { pageSize: this.settings.pageSize, maxItemBytes: this.settings.maxItemBytes, since: source.readSince };
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + this.settings.leaseMs);
  }

  /** The first failure and the recovery are news; what is as it was is told quietly. */
  private log(source: SourceToPoll, pollId: string, end: PollEnd, total: PollLedger): void {
    const fields = {
      sourceId: source.id,
      pollId,
      seen: total.seen,
      stored: total.stored,
      quarantined: total.quarantined,
    };
    if (end.kind === 'failed') {
      const expected = end.error instanceof ConnectorError;
      const details = { ...fields, kind: errorKind(end.error), stack: expected ? undefined : stackOf(end.error) };
      if (source.consecutiveFailures === 0 || !expected) this.logger.warn(details, 'poll failed');
      else this.logger.debug(details, 'poll failed again');
    } else if (end.kind === 'read' && source.consecutiveFailures > 0) {
      this.logger.info({ ...fields, failuresBefore: source.consecutiveFailures }, 'source recovered');
    } else {
      this.logger.debug(fields, END_WORDS[end.kind]);
    }
  }
}

const END_WORDS: Readonly<Record<Exclude<PollEnd['kind'], 'failed'>, string>> = {
  read: 'poll succeeded',
  postponed: 'poll postponed: a budget is spent',
  interrupted: 'poll interrupted',
};

type MutableLedger = { -readonly [Key in keyof PollLedger]: PollLedger[Key] };

function emptyLedger(): MutableLedger {
  return { seen: 0, stored: 0, duplicate: 0, skipped: {}, quarantined: 0 };
}

function add(total: MutableLedger, page: PollLedger): void {
  total.seen += page.seen;
  total.stored += page.stored;
  total.duplicate += page.duplicate;
  total.quarantined += page.quarantined;
  const skipped = { ...total.skipped };
  for (const [reason, count] of Object.entries(page.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
  total.skipped = skipped;
}

function reportOf(end: PollEnd, ledger: PollLedger): PollReport {
  if (end.kind === 'failed') return { outcome: 'failed', error: end.error, ledger };
  if (end.kind === 'postponed') return { outcome: 'interrupted', error: end.error, ledger };
  return { outcome: end.kind === 'read' ? 'succeeded' : 'interrupted', error: null, ledger };
}

function errorKind(error: unknown): string {
  return error instanceof ConnectorError ? error.kind : 'internal';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Where it happened, without the message, which may quote what a customer wrote. */
function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.split('\n').slice(1, 8).join('\n') : undefined;
}
