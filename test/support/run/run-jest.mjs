import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runQuietly, StepFailed } from '../../../apps/cli/bin/launcher/run-quietly.mjs';

/** Lines of a failed test's message that are shown; the rest is its stack. */
const LINES_SHOWN = 25;

/**
 * Runs a jest project and counts its tests. A file that does not even load counts as one failed test.
 * @param {string} root
 * @param {{ project: string, ignore?: string[], environment: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: number, failures: string[], skips: string[] }>}
 */
export async function runJest(root, { project, ignore = [], environment }) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-jest-'));
  const report = join(folder, 'report.json');
  const flags = ['--ci', '--json', `--outputFile=${report}`, `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];
  const ignored = ['/node_modules/', ...ignore].flatMap((pattern) => ['--testPathIgnorePatterns', pattern]);
  try {
    const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, ...flags, ...ignored];
    let crash;
    await runQuietly(`jest ${project}`, process.execPath, jest, { cwd: root, env: environment }).catch((error) => {
      if (!(error instanceof StepFailed)) throw error;
      crash = error;
    });
    if (!existsSync(report))
      return { passed: 0, failed: 1, skipped: 0, failures: [crash?.message ?? 'no report'], skips: [] };
    return counted(root, JSON.parse(readFileSync(report, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted(root, report) {
  const failures = [];
  const skips = [];
  for (const file of report.testResults) {
    const name = relative(root, file.name);
    if (file.assertionResults.length === 0 && file.status === 'failed') failures.push(described(name, file.message));
    for (const test of file.assertionResults) {
      if (test.status === 'failed')
        failures.push(described(`${name} › ${test.fullName}`, test.failureMessages.join('\n')));
      if (test.status === 'pending' || test.status === 'todo') skips.push(`${name} › ${test.fullName}`);
    }
  }
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: skips.length,
    failures,
    skips,
  };
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
