import { parsePostmasterFile } from './postmaster-file.js';
import { explainStartFailure } from './start-failure.js';

describe('why a server did not start', () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'the disk of /h/postgres is full'],
    [
      'initdb: error: could not create directory "/h": Read-only file system',
      'read-only file system; set EARSHOT_HOME',
    ],
    ['FATAL:  data directory "/h/postgres/data" has wrong ownership', 'start Earshot as the account that created it'],
    ['FATAL:  could not open file "global/pg_control": Permission denied', 'correct the owner'],
    ['postgres: error while loading shared libraries: libpq.so.5', 'set DATABASE_URL'],
    ['FATAL:  could not resize shared memory segment', '--shm-size'],
    ['PANIC:  could not locate a valid checkpoint record', 'restore them from a backup'],
  ])('%s', (line, told) => {
    const message = explainStartFailure('the server does not start', '/h/postgres', `LOG: starting\n${line}\n`);
    expect(message).toContain(told);
    expect(message).toContain(`    ${line}`);
  });

  it('shows the last lines of a log that it does not know', () => {
    const log = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const message = explainStartFailure('no start', '/h', log);
    expect(message).toContain('no start; it wrote:\n    line 25\n');
    expect(message.endsWith('line 39')).toBe(true);
    expect(explainStartFailure('no start', '/h', '')).toBe('no start; it wrote nothing');
  });
});

describe('postmaster.pid', () => {
  const file = (status: string): string =>
    `4711\n/h/postgres/data\n1795000000\n46187\n\n127.0.0.1\n   524289    131072\n${status}\n`;

  it('names process, port and readiness', () => {
    expect(parsePostmasterFile(file('ready   '))).toEqual({ pid: 4711, port: 46_187, ready: true });
    expect(parsePostmasterFile(file('starting'))).toEqual({ pid: 4711, port: 46_187, ready: false });
  });

  it('is not trusted while it is being written, nor from a single-user server', () => {
    expect(parsePostmasterFile('')).toBeUndefined();
    expect(parsePostmasterFile(file('ready').replace('4711', '-4711'))).toBeUndefined();
  });
});
