import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.js';
import { canReach, serverAccount, type ServerAccount } from './server-account.js';
import { serverBinaries, type ServerBinaries } from './server-binaries.js';

/** Everything that is needed to run the server of one installation. */
export interface ServerPlace {
  /** Belongs to the account of the server and to nobody else; holds what follows. */
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly account: ServerAccount | undefined;
  readonly binaries: ServerBinaries;
  readonly password: string;
  /** Locks and lists of users; belongs to the account of Earshot. */
  readonly home: string;
}

/** Data of homes that the server's account cannot reach: /root/earshot/.earshot, for one. */
const SYSTEM_FOLDER = '/var/lib/earshot';

/**
 * Makes the folders and finds the account and the programs. The data are in `home`/postgres. As root with a home that an
 * ordinary account cannot reach they are in /var/lib/earshot/ID/postgres, and `home`/postgres.location says so.
 */
export function prepareServerPlace(home: string): ServerPlace {
  makeFolder(home, 'EARSHOT_HOME');
  const realHome = realpathSync(home);
  const account = serverAccount(join(realHome, 'postgres/data'));
  const reachable = account === undefined || canReach(realHome, account);
  const parent = reachable ? realHome : systemFolderOf(realHome);
  if (!reachable) writeFileSync(join(realHome, 'postgres.location'), `${join(parent, 'postgres')}\n`);
  const folder = join(parent, 'postgres');
  makeFolder(folder, 'the folder of the database');
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const owner = existsSync(data) && account !== undefined ? serverAccount(data) : account;
  return {
    folder,
    data,
    log: join(folder, 'server.log'),
    account: owner,
    binaries: serverBinaries(owner, join(parent, 'postgres-binaries')),
    password: passwordOf(folder, existsSync(data)),
    home: realHome,
  };
}

function systemFolderOf(home: string): string {
  const id = createHash('sha256').update(home).digest('hex').slice(0, 16);
  makeFolder(join(SYSTEM_FOLDER, id), 'the folder of the database');
  return join(SYSTEM_FOLDER, id);
}

/** Passable as root, so that the account of the server reaches its own folder inside; what is secret has mode 0600. */
function makeFolder(folder: string, what: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
  } catch (cause) {
    throw new DatabaseUnavailable(
      `${what} ${folder} cannot be made (${(cause as Error).message}); set EARSHOT_HOME to a folder that this account may write, or DATABASE_URL to a PostgreSQL server`,
      { cause },
    );
  }
}

function passwordOf(folder: string, dataExist: boolean): string {
  const file = join(folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (dataExist)
    throw new DatabaseUnavailable(
      `${file} is missing although there are data; restore it from the backup of ${folder}`,
    );
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
