/**
 * `npm run bench -- NAME …` runs benches one after the other, without a name it lists them. Each prints a table in
 * Markdown and asserts nothing: figures of one run on one machine are to be compared with each other (docs/measurements.md).
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const loader = join(folder, '../support/bench/load.cjs');

/** Name → file; every file beside this one is a bench, and its name is what stands before the first dot. */
const benches = new Map(
  readdirSync(folder)
    .filter((file) => /\.(ts|cjs|mjs)$/.test(file) && file !== 'run.mjs')
    .sort()
    .map((file) => [file.split('.', 1)[0], join(folder, file)]),
);

/** The first sentence of its first comment. */
function summaryOf(file) {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const text = comment
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?[.:;](?= |$)/.exec(text)?.[0].replace(/[.:;]$/, '') ?? text;
}

function list() {
  const width = Math.max(...[...benches.keys()].map((name) => name.length)) + 2;
  const lines = [...benches].map(([name, file]) => `  ${name.padEnd(width)}${summaryOf(file)}`);
  return `Usage: npm run bench -- NAME …\n\n${lines.join('\n')}\n`;
}

function main(names) {
  const unknown = names.filter((name) => !benches.has(name));
  if (names.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) process.stderr.write(`There is no bench ${unknown.join(', ')}.\n`);
    process.stdout.write(list());
    return unknown.length > 0 ? 2 : 0;
  }
  const codes = names.map(
    (name) => spawnSync(process.execPath, [loader, benches.get(name)], { stdio: 'inherit' }).status,
  );
  return codes.every((code) => code === 0) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
