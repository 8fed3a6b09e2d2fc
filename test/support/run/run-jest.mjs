import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runQuietly, StepFailed } from '../../../apps/cli/bin/launcher/run-quietly.mjs';

/** Lines of a failed test's message that are shown; the rest is its stack. */
const LINES_SHOWN = 25;

/** More broken files than this are no accident of a busy machine. */
const SECOND_RUNS = 4;

/**
 * Unit tests compute all the time. The others wait for half of theirs: for servers that start, for polls, leases and
 * frames, so one more of them than there are cores keeps the cores busy. Each worker takes up to 1 GB of memory.
 */
const WORKERS = {
  unit: Math.max(2, availableParallelism() - 1),
  integration: availableParallelism() + 1,
};

/**
 * Runs a jest project and counts its tests. A file that does not even load counts as one failed test.
 * A few files that fail are run once more, alone: real servers and browsers beside each other on a small machine can
 * fail by accident. What passes only then counts as passed and is told in `unsteady`, with what it said the first time.
 * @param {string} root
 * @param {{ project: keyof typeof WORKERS, ignore?: string[], environment: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: number, failures: string[], skips: string[], unsteady: string[] }>}
 */
export async function runJest(root, { project, ignore = [], environment }) {
  const run = (flags) => report(root, project, environment, flags);
  const ignored = ['/node_modules/', ...ignore].flatMap((pattern) => ['--testPathIgnorePatterns', pattern]);
  const first = await run([`--maxWorkers=${WORKERS[project]}`, ...ignored]);
  if (typeof first === 'string')
    return { passed: 0, failed: 1, skipped: 0, failures: [first], skips: [], unsteady: [] };
  const broken = first.testResults.filter((file) => file.status === 'failed').map((file) => file.name);
  if (broken.length === 0 || broken.length > SECOND_RUNS) return { ...counted(root, first.testResults), unsteady: [] };
  const second = await run(['--runInBand', '--runTestsByPath', ...broken]);
  if (typeof second === 'string') return { ...counted(root, first.testResults), unsteady: [] };
  const steady = first.testResults.filter((file) => !broken.includes(file.name));
  const { failures } = counted(root, first.testResults);
  const total = counted(root, [...steady, ...second.testResults]);
  const named = (failure) => failure.split('\n')[0];
  const stillFailing = new Set(total.failures.map(named));
  return { ...total, unsteady: failures.filter((failure) => !stillFailing.has(named(failure))) };
}

/** @returns {Promise<object | string>} jest's report, or what it said when it came to none */
async function report(root, project, environment, flags) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-jest-'));
  const file = join(folder, 'report.json');
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, '--ci', '--json'];
  try {
    let crash;
    await runQuietly(`jest ${project}`, process.execPath, [...jest, `--outputFile=${file}`, ...flags], {
      cwd: root,
      env: environment,
    }).catch((error) => {
      if (!(error instanceof StepFailed)) throw error;
      crash = error;
    });
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : (crash?.message ?? 'no report');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted(root, files) {
  let passed = 0;
  const failures = [];
  const skips = [];
  for (const file of files) {
    const name = relative(root, file.name);
    if (file.assertionResults.length === 0 && file.status === 'failed') failures.push(described(name, file.message));
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1;
      if (test.status === 'failed')
        failures.push(described(`${name} › ${test.fullName}`, test.failureMessages.join('\n')));
      if (test.status === 'pending' || test.status === 'todo') skips.push(`${name} › ${test.fullName}`);
    }
  }
  return { passed, failed: failures.length, skipped: skips.length, failures, skips };
}

function described(name, message) {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, LINES_SHOWN);
  return `${name}\n${lines.map((line) => `      ${line}`).join('\n')}`;
}

/** How many tests the files of a folder declare; for those that cannot run here. */
export function declaredTests(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8').match(/^\s*(it|test)(\.each)?\(/gm)?.length ?? 1)
    .reduce((sum, count) => sum + count, 0);
}
