/**
 * A connection inside an open transaction, opaque to the domain; persistence knows what it is.
 * What is done through it commits or rolls back together.
 */
export interface TransactionHandle {
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

export interface Job<Data> {
  readonly id: string;
  readonly name: string;
  readonly data: Data;
  /** 0 for the first attempt. */
  readonly attempt: number;
}

export interface JobOptions {
  /** Not before this time. */
  readonly startAfter?: Date;
  /** At most one waiting and one running job of the queue with this key. */
  readonly singletonKey?: string;
  readonly retryLimit?: number;
  /** Seconds; doubled with each attempt. */
  readonly retryDelaySeconds?: number;
}

/**
 * The handler's database effect and the job's completion are one transaction: after a kill at any instruction the job
 * either took effect once and is complete, or did nothing and runs again. A throw rolls back and retries with back-off;
 * after the last retry the job is kept as failed. `signal` aborts when the process is asked to stop.
 */
export type JobHandler<Data> = (job: Job<Data>, transaction: TransactionHandle, signal: AbortSignal) => Promise<void>;

export abstract class JobQueue {
  /** Exactly one handler a name; a second registration throws at start. */
  abstract handle<Data extends object>(
    name: string,
    handler: JobHandler<Data>,
    options?: { concurrency?: number },
  ): void;
  /** Inside `transaction` the job exists only if that transaction commits. Resolves to null when the singleton key is taken. */
  abstract send<Data extends object>(
    name: string,
    data: Data,
    options?: JobOptions,
    transaction?: TransactionHandle,
  ): Promise<string | null>;
  /** Starts fetching; call after every handler is registered. Throws when a sent name has no handler. */
  abstract start(): Promise<void>;
  /** Stops fetching, waits for running handlers up to the limit (milliseconds), then aborts them. Idempotent. */
  abstract stop(drainLimitMs: number): Promise<void>;
}
