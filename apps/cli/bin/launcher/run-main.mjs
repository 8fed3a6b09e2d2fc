import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Node 20 and 22 warn that require() of ES modules is new to them. */
const NODE_FLAGS = ['--enable-source-maps', '--disable-warning=ExperimentalWarning'];
const MAIN = join(root, 'dist/apps/cli/src/main.js');

/** One Ctrl-C comes several times: from the terminal and from npm. Milliseconds. */
const SAME_SIGNAL_MS = 500;

/**
 * Runs a command to its end with our input and output. Ctrl-C reaches it from the terminal by itself; what is sent to us
 * alone is passed on.
 * @returns {Promise<number>} the exit code
 */
export function runCommand(args) {
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return exitCode(child);
}

/**
 * Runs the service in a process group of its own, so that Ctrl-C reaches it through us and once: the first asks it to
 * finish its work and stop, a second one after that tells it to stop at once. It ends when we die.
 * @returns {Promise<number>} the exit code
 */
export function runService(args) {
  const follow = join(root, 'apps/cli/bin/launcher/follow-launcher.cjs');
  const child = spawn(process.execPath, [...NODE_FLAGS, '--require', follow, MAIN, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let passedAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (Date.now() - passedAt < SAME_SIGNAL_MS) return;
      passedAt = Date.now();
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  return exitCode(child);
}

function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
