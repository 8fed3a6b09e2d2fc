import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { stripVTControlCharacters } from 'node:util';

/** How much of a failed command's output is shown unless the caller wants more; the reason stands at the end. */
const LINES_SHOWN = 40;

export class StepFailed extends Error {
  name = 'StepFailed';
}

const running = new Set();

/** A launcher that is told to end takes the commands it runs with it. */
function endAll(signal) {
  for (const child of running) child.kill(signal);
  process.exit(128 + constants.signals[signal]);
}

function began(child) {
  if (running.size === 0) for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, endAll);
  running.add(child);
}

function ended(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, endAll);
}

/**
 * Runs a command without showing its output; rejects with the end of it when the command fails.
 * @param {string} what completes "… failed"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, lines?: number }} options
 * @returns {Promise<string>} what it wrote
 */
export function runQuietly(what, command, args, { cwd, env, lines = LINES_SHOWN }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    began(child);
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      ended(child);
      reject(new StepFailed(`${what} failed: ${command} cannot be run: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      ended(child);
      if (code === 0) return resolve(output);
      const end = stripVTControlCharacters(output).trimEnd().split('\n').slice(-lines).join('\n');
      reject(new StepFailed(`${what} failed (${signal ?? `exit code ${code}`}):\n${end}`));
    });
  });
}
