interface Cause {
  readonly pattern: RegExp;
  readonly explanation: (folder: string) => string;
}

/** The first that matches explains the failure; the server's own lines follow in any case. */
const CAUSES: readonly Cause[] = [
  {
    pattern: /No space left on device|ENOSPC|wrote only \d+ of \d+ bytes|Disk quota exceeded/i,
    explanation: (folder) =>
      `the disk of ${folder} is full; free some space and start again, nothing that was stored is lost`,
  },
  {
    pattern: /Read-only file system|EROFS/i,
    explanation: (folder) =>
      `${folder} is on a read-only file system; set EARSHOT_HOME to a folder that can be written`,
  },
  {
    pattern: /has (wrong ownership|group or world access|invalid permissions)/i,
    explanation: (folder) =>
      `${folder} must belong to the account that runs the server and to nobody else; start Earshot as the account that created it`,
  },
  {
    pattern: /Permission denied|Operation not permitted|EACCES|EPERM/i,
    explanation: (folder) =>
      `a file may not be read or written by this account; start Earshot as the account that created ${folder}, or correct the owner`,
  },
  {
    pattern: /database files are incompatible|was initialized by PostgreSQL version/i,
    explanation: (folder) => `the data in ${folder} were written by another version of PostgreSQL`,
  },
  {
    pattern: /could not (create|resize) shared memory|could not map anonymous shared memory/i,
    explanation: () =>
      'there is not enough shared memory; give the machine or container more (docker run --shm-size=256m)',
  },
  {
    pattern: /error while loading shared libraries|symbol not found|GLIBC_/i,
    explanation: () =>
      'the PostgreSQL that npm installed does not run on this system (it needs glibc); set DATABASE_URL to a PostgreSQL server',
  },
  {
    pattern: /could not locate a valid checkpoint record|invalid page in block|checksum verification failed/i,
    explanation: (folder) => `the data in ${folder} are damaged; restore them from a backup`,
  },
];

const LINES_SHOWN = 15;

/** Why a server did not start, for a person: a known cause and its remedy, then the last lines that the server wrote. */
export function explainStartFailure(what: string, folder: string, log: string): string {
  const cause = CAUSES.find(({ pattern }) => pattern.test(log));
  const lines = log
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .slice(-LINES_SHOWN);
  const said = lines.length === 0 ? 'it wrote nothing' : `it wrote:\n${lines.map((line) => `    ${line}`).join('\n')}`;
  return cause === undefined ? `${what}; ${said}` : `${what}: ${cause.explanation(folder)}; ${said}`;
}
