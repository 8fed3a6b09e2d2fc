import { execFileSync } from 'node:child_process';
import { statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseUnavailable } from './database-unavailable.js';

/** The account that runs the server. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const OWN_ACCOUNT = 'earshot';

/**
 * PostgreSQL refuses to run as root. As root: the owner of the data where there are some, else the system account
 * `earshot`, which is made when it is missing, else `nobody` (a container without useradd). As anybody else: undefined,
 * the server runs as the same account.
 */
export function serverAccount(dataFolder: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const data = statSync(dataFolder, { throwIfNoEntry: false });
  if (data !== undefined && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  const account = accountNamed(OWN_ACCOUNT) ?? createdAccount() ?? accountNamed('nobody');
  if (account === undefined)
    throw new DatabaseUnavailable(
      'PostgreSQL does not run as root, and there is neither an account "earshot" nor "nobody" to run it; start Earshot as an ordinary user',
    );
  return account;
}

/** Whether the account may pass through every folder down to `path`. */
export function canReach(path: string, account: ServerAccount): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && !mayPass(stats, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

export function mayPass(stats: Pick<Stats, 'uid' | 'gid' | 'mode'>, account: ServerAccount): boolean {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  return (stats.mode & (stats.gid === account.gid ? 0o010 : 0o001)) !== 0;
}

function accountNamed(name: string): ServerAccount | undefined {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createdAccount(): ServerAccount | undefined {
  try {
    const flags = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
    ];
    execFileSync('useradd', [...flags, OWN_ACCOUNT], { stdio: 'pipe' });
  } catch {
    // There is no useradd here, or another process was quicker: looking again tells.
  }
  return accountNamed(OWN_ACCOUNT);
}
