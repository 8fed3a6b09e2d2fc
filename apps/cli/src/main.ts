import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodeOf, type CliCommand } from './cli-command.js';
import { endQuietlyWithoutReader } from './standard-output.js';

/** Every command, loaded only when it is called, so that `due` does not wait for a database driver. */
const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<{ command: CliCommand }> }>> = {
  doctor: { summary: 'check everything that Earshot needs', load: () => import('./commands/doctor.js') },
  digest: { summary: 'preview the mail that managers get', load: () => import('./commands/digest.js') },
  sources: { summary: 'add, list, check, poll and backfill sources', load: () => import('./commands/sources.js') },
  import: {
    summary: 'import a complaints book or another file of messages',
    load: () => import('./commands/import.js'),
  },
  policy: { summary: 'show, try out and apply standards and calendars', load: () => import('./commands/policy.js') },
  customers: {
    summary: 'find, export and erase what is held of a customer',
    load: () => import('./commands/customers.js'),
  },
  users: { summary: 'add and list the people who sign in', load: () => import('./commands/users.js') },
  tokens: {
    summary: 'make, list and revoke keys with which other programs call the API',
    load: () => import('./commands/tokens.js'),
  },
  start: { summary: 'serve the dashboard and read the sources', load: () => import('./commands/start.js') },
  assess: { summary: 'judge messages: one JSON line in, one out', load: () => import('./commands/assess.js') },
  evaluate: { summary: 'measure the detector on labelled messages', load: () => import('./commands/evaluate.js') },
  train: { summary: 'train the detector and write its model card', load: () => import('./commands/train.js') },
  learn: { summary: 'learn from the verdicts that people gave, now', load: () => import('./commands/learn.js') },
  shadow: {
    summary: 'what a change of the detector would do to a past period',
    load: () => import('./commands/shadow.js'),
  },
  due: { summary: 'by when something must be answered, and why', load: () => import('./commands/due.js') },
  'read-feed': {
    summary: 'Reads feeds from files or addresses and prints their entries as JSON lines',
    load: () => import('./commands/read-feed.js'),
  },
  'read-mail': {
    summary: 'reads mails from files and prints what the customer wrote as JSON lines',
    load: () => import('./commands/read-mail.js'),
  },
};

/** Of package.json, found upwards, so that it is the same for sources and for dist. */
function version(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
}

function usage(): string {
  const width = Math.max(0, ...Object.keys(COMMANDS).map((name) => name.length)) + 2;
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  return [
    'Usage: earshot COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...lines,
    '',
    'earshot COMMAND --help tells more.',
    '',
  ].join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    process.stderr.write(`earshot: there is no command '${name}'\n\n${usage()}`);
    return 2;
  }
  const { command } = await entry.load();
  return command(rest);
}

endQuietlyWithoutReader();
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = exitCodeOf(error);
  },
);
