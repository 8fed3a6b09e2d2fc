import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, prepareTools, root } from '../../../apps/cli/bin/launcher/prepare.mjs';
import { reportFailure } from '../../../apps/cli/bin/launcher/report-failure.mjs';
import { runQuietly } from '../../../apps/cli/bin/launcher/run-quietly.mjs';
import { ensureSecondOpinion } from '../ensure-second-opinion.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { declaredTests, runJest } from './run-jest.mjs';
import { Tally } from './tally.mjs';

const tell = (line) => process.stdout.write(`${line}\n`);

/** Tests decide about their surroundings themselves: the configuration of whoever runs them must not leak in. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      name === 'EARSHOT_TEST_BROWSER' || !/^(EARSHOT_|DATABASE_URL$|PORT$|NODE_ENV$|NODE_OPTIONS$)/.test(name),
  ),
);

const tool = (what, script, ...args) =>
  runQuietly(what, process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: environment,
    lines: 200,
  });

const STEPS = {
  lint: (tally) =>
    tally.check('lint', async () => {
      await tool('eslint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0');
      await tool(
        'dependency-cruiser',
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        'apps',
        'libs',
      );
    }),
  format: (tally) =>
    tally.check('format', () => tool('prettier', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')),
  types: (tally) =>
    tally.check('types', async () => {
      await tool('tsc', 'typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit');
      await tool('tsc', 'typescript/bin/tsc', '-p', 'apps/dashboard/tsconfig.json', '--noEmit');
    }),
  build: (tally) => tally.check('build', () => prepare(() => undefined)),
  unit: (tally) => tally.tests('unit tests', () => runJest(root, { project: 'unit', environment })),
  integration: (tally) => tally.tests('integration, end-to-end, fault and browser tests', () => integration(tally)),
};

/** With a real mail server and a real browser where this machine has them or can get them. */
async function integration(tally) {
  const mailServer = join(root, 'test/support/ensure-dovecot.mjs');
  if (existsSync(mailServer)) {
    const { ensureDovecot } = await import(mailServer);
    const reason = await ensureDovecot();
    // The test files look for themselves and skip what they cannot do.
    if (reason !== null) tally.skip([`tests with a real mail server: ${reason}`], 0);
  }
  const browser = ensureBrowser(root);
  const noSecondOpinion = await ensureSecondOpinion();
  if (noSecondOpinion !== null) tally.skip([`tests of the second opinion with a real model: ${noSecondOpinion}`], 0);
  const folder = join(root, 'test/browser');
  if (browser.reason !== null) tally.skip([`test/browser: ${browser.reason}`], declaredTests(folder));
  return runJest(root, {
    project: 'integration',
    ignore: browser.reason === null ? [] : ['/test/browser/'],
    environment: { ...environment, ...browser.environment },
  });
}

/** `node test/run.mjs lint unit` runs only those; without names everything runs. Every step runs, whatever failed before. */
async function main(names) {
  const unknown = names.filter((name) => !Object.hasOwn(STEPS, name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no step ${unknown.join(', ')}; the steps are ${Object.keys(STEPS).join(', ')}\n`);
    return 2;
  }
  await prepareTools(tell);
  const tally = new Tally();
  const wanted = (name) => names.length === 0 || names.includes(name);
  const lane = async (...steps) => {
    for (const name of steps) if (wanted(name)) await STEPS[name](tally);
  };
  // Fetching takes time and little else.
  if (wanted('integration')) void ensureSecondOpinion();
  // Linting keeps one core busy for as long as all of the others together.
  await Promise.all([lane('lint'), lane('format', 'types', 'build', 'unit')]);
  await lane('integration');
  return tally.finish();
}

main(process.argv.slice(2)).then((code) => process.exit(code), reportFailure);
