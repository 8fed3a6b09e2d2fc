import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayPass } from './server-account.js';
import { serverBinaries } from './server-binaries.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A package as npm leaves it when install scripts are not allowed: files, and a list of links that are not there. */
function packageWithoutLinks(): { native: string; copies: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'earshot-binaries-')));
  folders.push(root);
  const native = join(root, 'package/native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  mkdirSync(join(native, 'bin'));
  writeFileSync(join(root, 'package/package.json'), '{"version":"18.4.0-beta.17"}');
  writeFileSync(join(native, 'bin/postgres'), 'program');
  writeFileSync(join(native, 'lib/libpq.so.5.18'), 'library');
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  return { native, copies: join(root, 'copies') };
}

describe('the programs of the embedded server', () => {
  it('get the library links that the package could not hold, once', () => {
    const { native, copies } = packageWithoutLinks();
    for (let start = 0; start < 2; start += 1)
      expect(serverBinaries(undefined, copies, native)).toEqual({
        initdb: join(native, 'bin/initdb'),
        postgres: join(native, 'bin/postgres'),
        major: 18,
      });
    expect(readFileSync(join(native, 'lib/libpq.so.5'), 'utf8')).toBe('library');
    expect(existsSync(copies)).toBe(false);
  });

  it('are copied for an account that cannot reach them', () => {
    const { native, copies } = packageWithoutLinks();
    chmodSync(join(native, '..'), 0o700);
    const stranger = { uid: 65_534, gid: 65_534 };
    const { postgres } = serverBinaries(stranger, copies, native);
    expect(postgres).toBe(join(copies, '18.4.0-beta.17/bin/postgres'));
    expect(readFileSync(postgres, 'utf8')).toBe('program');
    expect(readFileSync(join(copies, '18.4.0-beta.17/lib/libpq.so.5'), 'utf8')).toBe('library');
  });
});

describe('passing through a folder', () => {
  it.each([
    ['its owner', { uid: 1, gid: 9, mode: 0o100 }, true],
    ['its owner, who took the right from himself', { uid: 1, gid: 9, mode: 0o011 }, false],
    ['its group', { uid: 9, gid: 2, mode: 0o010 }, true],
    ['its group, who has less than others', { uid: 9, gid: 2, mode: 0o001 }, false],
    ['others', { uid: 9, gid: 9, mode: 0o711 }, true],
    ['others, of a private home', { uid: 9, gid: 9, mode: 0o700 }, false],
  ])('by %s', (_, stats, allowed) => {
    expect(mayPass(stats, { uid: 1, gid: 2 })).toBe(allowed);
  });
});
