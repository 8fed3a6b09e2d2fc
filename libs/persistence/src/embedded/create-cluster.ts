import { spawn } from 'node:child_process';
import { chownSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.js';
import type { ServerPlace } from './server-place.js';
import { explainStartFailure } from './start-failure.js';

/**
 * The locale provider that PostgreSQL 17 and newer bring themselves: lower() knows every script on every system, and text
 * sorts by code point, so that indexes do not break when the system's C library changes its collations.
 */
const LOCALE_FLAGS = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--lc-collate=C',
  '--lc-ctype=C',
  '--lc-messages=C',
];

/** Writes a new, empty cluster. It gets its name only when it is complete: an interrupted one is made again. */
export async function createCluster(place: ServerPlace, role: string): Promise<void> {
  const draft = `${place.data}.new`;
  const passwordFile = join(place.folder, 'initdb-password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600 });
  if (place.account !== undefined) chownSync(passwordFile, place.account.uid, place.account.gid);
  const flags = [
    `--username=${role}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
    ...LOCALE_FLAGS,
  ];
  try {
    const { code, output } = await run(place, [`--pgdata=${draft}`, ...flags]);
    if (code !== 0)
      throw new DatabaseUnavailable(
        explainStartFailure(`the embedded PostgreSQL cannot be set up in ${place.folder}`, place.folder, output),
      );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, place.data);
}

function run(place: ServerPlace, flags: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const initdb = spawn(place.binaries.initdb, flags, {
      ...place.account,
      cwd: place.account === undefined ? place.folder : '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    initdb.stdout.on('data', collect);
    initdb.stderr.on('data', collect);
    initdb.once('error', (error) => resolve({ code: null, output: error.message }));
    initdb.once('close', (code) => resolve({ code, output }));
  });
}
