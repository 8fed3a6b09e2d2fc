import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, isAlive, pidOf } from './process-identity.js';

export interface FileLock {
  /** Idempotent. */
  release(): void;
}

/** Who has the lock, as they wrote it. */
export interface LockHolder {
  readonly pid: number;
  readonly note: string;
}

/**
 * Takes the lock, or names the living process that has it. A lock whose process is gone (kill -9, power cut) is taken over;
 * a reused process number is recognised by the start of the process. The file appears with its content in one step (link),
 * so that nobody reads half of it.
 * @param note shown to whoever finds the lock taken, one line.
 */
export function tryFileLock(file: string, note = ''): FileLock | LockHolder {
  const own = identityOf(process.pid) ?? `${process.pid}@`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${own}\n${note}\n`, { mode: 0o600 });
  try {
    for (;;) {
      if (linked(draft, file)) return { release: () => releaseOwn(file, own) };
      const holder = readHolder(file);
      if (holder === undefined) continue;
      if (isAlive(holder.identity)) return { pid: pidOf(holder.identity), note: holder.note };
      setAside(file, holder.identity);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Runs `work` while holding the lock; waits for it up to `patienceMs`. */
export async function withFileLock<T>(file: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const lock = tryFileLock(file);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > deadline)
      throw new LockTaken(
        `${file} is held by process ${lock.pid} for more than ${patienceMs / 1000} s; if it hangs, end it`,
      );
    await delay(50);
  }
}

export class LockTaken extends Error {
  override readonly name = 'LockTaken';
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): { identity: string; note: string } | undefined {
  try {
    const [identity = '', note = ''] = readFileSync(file, 'utf8').split('\n');
    return { identity, note };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Renaming picks one winner among several who found the same dead lock; a living lock caught by mistake is put back. */
function setAside(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside)?.identity !== dead) linked(aside, file);
  rmSync(aside, { force: true });
}

function releaseOwn(file: string, own: string): void {
  if (readHolder(file)?.identity === own) rmSync(file, { force: true });
}
