import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryFileLock, type FileLock } from '@earshot/platform';

/** Another Earshot runs on the same home; the message names it. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/**
 * One running service a home; commands need no lock. The lock of a process that was killed is taken over.
 * @param address where this one can be reached, told to whoever comes second.
 * @throws AlreadyRunning
 */
export function acquireInstanceLock(home: string, address: string): FileLock {
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 });
  const lock = tryFileLock(join(home, 'instance.lock'), address);
  if ('release' in lock) return lock;
  throw new AlreadyRunning(
    `Earshot runs already: process ${lock.pid}, ${lock.note}. Stop it with "kill ${lock.pid}", or give this one another EARSHOT_HOME and PORT`,
  );
}
