import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockTaken, tryFileLock, withFileLock } from './file-lock.js';
import { commandLineOf, identityOf, isAlive } from './process-identity.js';

const folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file lock', () => {
  it('is held by one, names the holder to others, and is free after release', () => {
    const file = join(folder, 'one');
    const lock = tryFileLock(file, 'http://localhost:3000');
    expect(tryFileLock(file)).toEqual({ pid: process.pid, note: 'http://localhost:3000' });
    if ('release' in lock) lock.release();
    expect(tryFileLock(file)).toHaveProperty('release');
  });

  it('is taken over from a process that was killed, and from one whose number was reused', async () => {
    const file = join(folder, 'two');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    writeFileSync(file, `${identityOf(child.pid!)}\nchild\n`);
    expect(tryFileLock(file)).toEqual({ pid: child.pid, note: 'child' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const taken = tryFileLock(file);
    expect(taken).toHaveProperty('release');
    writeFileSync(file, `${process.pid}@12345\nan earlier process with our number\n`);
    expect(tryFileLock(file)).toHaveProperty('release');
    expect(readdirSync(folder).filter((name) => name.startsWith('two'))).toEqual(['two']);
  });

  it('lets one work at a time', async () => {
    const file = join(folder, 'three');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withFileLock(file, 10_000, work)));
    expect(most).toBe(1);
    tryFileLock(file);
    await expect(withFileLock(file, 0, work)).rejects.toThrow(LockTaken);
  });
});

describe('the identity of a process', () => {
  it('is stable while it lives and gone afterwards', async () => {
    const script = join(folder, 'child.cjs');
    writeFileSync(script, 'setInterval(() => {}, 1000)');
    const child = fork(script);
    await once(child, 'spawn');
    const identity = identityOf(child.pid!)!;
    expect(isAlive(identity)).toBe(true);
    expect(commandLineOf(child.pid!)).toContain('child.cjs');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(identity)).toBe(false);
  });
});
