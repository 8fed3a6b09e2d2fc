import { performance } from 'node:perf_hooks';
import type { Job, JobHandler } from '@earshot/domain';
import type { JobDatabase } from './job-database.js';
import type { JobStore, TakenJob } from './job-store.js';

export type JobOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Another process has it, or the service stops, or its key is busy: it waits again without counting as an attempt. */
  | { readonly kind: 'returned' };

export interface FinishedJob {
  readonly job: TakenJob;
  readonly outcome: JobOutcome;
  readonly seconds: number;
}

/** Thrown through a handler when the service stops, to tell that from a failure. */
export class ServiceStopping extends Error {
  override readonly name = 'ServiceStopping';
}

export class JobTimedOut extends Error {
  override readonly name = 'JobTimedOut';
}

/** How long a handler may take to end after its signal aborts; then its transaction is closed under it. Milliseconds. */
const ABORT_GRACE_MS = 3_000;
/** A key is usually busy for seconds. */
const KEY_BUSY_DELAY_SECONDS = 1;

/**
 * One attempt: the handler's effect and the completion commit together or not at all. Never rejects unless the database is
 * away; then the job stays marked as running, and is found as an orphan when the database is back.
 */
export async function runJob(
  job: TakenJob,
  handler: JobHandler<object>,
  {
    database,
    store,
    stopping,
    timeLimitMs,
  }: { database: JobDatabase; store: JobStore; stopping: AbortSignal; timeLimitMs: number },
): Promise<FinishedJob> {
  const started = performance.now();
  const finished = (outcome: JobOutcome): FinishedJob => ({
    job,
    outcome,
    seconds: (performance.now() - started) / 1000,
  });
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new JobTimedOut(`The job ran longer than ${timeLimitMs / 1000} s`)),
    timeLimitMs,
  );
  const signal = AbortSignal.any([stopping, limit.signal]);
  try {
    const claim = await database.transaction(async (transaction) => {
      const claimed = await store.claim(job, transaction);
      if (claimed !== 'ours') return claimed;
      const seen: Job<object> = { id: job.id, name: job.name, data: job.data, attempt: job.attempt };
      await settledOrAborted(handler(seen, transaction, signal), signal);
      await store.complete(job, transaction);
      return claimed;
    });
    if (claim === 'ours') return finished({ kind: 'completed' });
    if (claim === 'key-busy') await store.giveBack(job, KEY_BUSY_DELAY_SECONDS);
    return finished({ kind: 'returned' });
  } catch (error) {
    if (stopping.aborted) {
      await store.giveBack(job, 0);
      return finished({ kind: 'returned' });
    }
    await store.fail(job, describe(error));
    return finished({ kind: 'failed', error });
  } finally {
    clearTimeout(timer);
  }
}

/** The handler's own end, or the reason of the abort when it does not end soon after that. */
async function settledOrAborted(running: Promise<void>, signal: AbortSignal): Promise<void> {
  let giveUp: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const abandoned = new Promise<never>((_, reject) => {
    giveUp = () => void (timer = setTimeout(() => reject(signal.reason as Error), ABORT_GRACE_MS));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    await Promise.race([running, abandoned]);
  } finally {
    clearTimeout(timer);
    if (giveUp !== undefined) signal.removeEventListener('abort', giveUp);
  }
}

/** What is kept with a failed job. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack ?? null };
}
