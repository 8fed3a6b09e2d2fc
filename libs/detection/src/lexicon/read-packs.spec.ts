import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../assess/load-assessor.js';
import { isOwnPack, readPacks } from './read-packs.js';

describe('a folder of phrase packs', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'earshot-packs-'));
    await writeFile(join(dir, 'fi.txt'), 'language fi\nwaiting: odotan');
    await writeFile(join(dir, 'fi.local.txt'), 'language fi\n\nlate: (a+)+$');
    await writeFile(join(dir, 'lv.shop.txt'), 'language lv\nnobody: gaidu');
    await writeFile(join(dir, 'LICENSES.md'), 'words');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('is read but for the packs with a fault, whose lines are told', async () => {
    const { packs, faults } = await readPacks(dir);
    expect(packs.map(({ file }) => file)).toEqual(['fi.txt']);
    expect(faults.map(({ path }) => path)).toEqual(['fi.local.txt:3', 'lv.shop.txt:2']);
  });

  it('is refused as a whole by the detector, with the faults of all its packs', async () => {
    await expect(loadPacks(dir)).rejects.toMatchObject({
      faults: [{ path: 'fi.local.txt:3' }, { path: 'lv.shop.txt:2' }],
    });
  });

  it('holds packs of the house beside the installed ones', () => {
    expect(['fi.txt', 'fi.local.txt', 'lv.shop.txt'].map(isOwnPack)).toEqual([false, true, true]);
  });
});
