import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';

/** Of a file that is not part of any build. */
const IRRELEVANT = /(^|\/)(node_modules|dist|\.[^/]*)(\/|$)|\.(spec|test-support)\.tsx?$|\.md$/;

/** What is built, from what, how, and what must be there afterwards. */
const PARTS = [
  {
    name: 'server',
    sources: [
      'apps/api',
      'apps/worker',
      'apps/cli/src',
      'libs',
      'tsconfig.json',
      'tsconfig.build.json',
      'nest-cli.json',
    ],
    relevant: (file) => /\.(ts|json)$/.test(file),
    result: 'dist/apps/cli/src/main.js',
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: 'dashboard',
    sources: ['apps/dashboard'],
    relevant: () => true,
    result: 'dist/dashboard/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'apps/dashboard/vite.config.ts'],
  },
];

/** Names of the parts that were never built, or whose sources, packages or Node version changed since. */
export function changedParts(root) {
  return PARTS.filter(
    (part) => !existsSync(join(root, part.result)) || readStamp(root, part) !== stampOf(root, part),
  ).map((part) => part.name);
}

/** Builds one part; its stamp is of the sources as they were before, so that an edit during the build counts as a change. */
export async function buildPart(root, name) {
  const part = PARTS.find((candidate) => candidate.name === name);
  const stamp = stampOf(root, part);
  rmSync(stampFile(root, part), { force: true });
  await runQuietly(`building the ${name}`, process.execPath, part.command, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  });
  if (!existsSync(join(root, part.result))) throw new Error(`building the ${name} made no ${part.result}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(root, part), stamp);
}

const stampFile = (root, part) => join(root, `dist/.${part.name}-stamp`);

function readStamp(root, part) {
  return existsSync(stampFile(root, part)) ? readFileSync(stampFile(root, part), 'utf8') : undefined;
}

/** Path, size and time of every source: a few milliseconds, where reading them all would take a second. */
function stampOf(root, part) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  for (const source of part.sources) addToHash(hash, root, source, part.relevant);
  return hash.digest('hex');
}

function addToHash(hash, root, path, relevant) {
  if (IRRELEVANT.test(path)) return;
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) addToHash(hash, root, `${path}/${name}`, relevant);
  } else if (relevant(path)) {
    hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
  }
}
