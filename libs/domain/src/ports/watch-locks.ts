/**
 * Who holds the long stream (IDLE, long poll) of a source: exactly one worker, for as long as it lives. The locks belong
 * to a database session, so a worker that dies gives them up the moment the server notices.
 */
export abstract class WatchLocks {
  /** False when another worker holds it, or when the database is away. */
  abstract tryAcquire(sourceId: string): Promise<boolean>;
  abstract release(sourceId: string): Promise<void>;
  /** Called when the session ended and with it every lock; the streams held under them must end too. */
  abstract onLost(listener: () => void): void;
  abstract close(): Promise<void>;
}
