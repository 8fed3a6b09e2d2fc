import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Longer than any install and build: an older lock belongs to a process whose number somebody else has now. */
const STALE_AFTER_MS = 20 * 60_000;

/**
 * Runs `work` while no other launcher of this checkout does; waits for another one.
 * @template T
 * @param {string} file
 * @param {() => void} onWait called once when another launcher is busy
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLauncherLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !taken(file); waited = true) {
    if (holderIsGone(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) onWait();
    await delay(200);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderIsGone(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const age = Date.now() - statSync(file).mtimeMs;
    // Empty between its creation and its first byte.
    if (pid === 0) return age > 5_000;
    return age > STALE_AFTER_MS || !isAlive(pid);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
