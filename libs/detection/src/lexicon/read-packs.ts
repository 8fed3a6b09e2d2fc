import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInput, type Fault } from '@earshot/domain';
import { parsePhrasePack, type PhrasePack } from './phrase-pack.js';

const PACK_NAME = /^[a-z]{2,3}(\.[\w-]+)*\.txt$/;
const INSTALLED_NAME = /^[a-z]{2,3}\.txt$/;

export interface PacksRead {
  /** Without those that have a fault. */
  readonly packs: PhrasePack[];
  /** `path` is `fi.local.txt:12`. */
  readonly faults: Fault[];
}

/** Packs in the order of their names: the same files give the same lexicon everywhere. */
export async function readPacks(dir: string): Promise<PacksRead> {
  const names = (await readdir(dir)).filter((name) => PACK_NAME.test(name)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  const read: PacksRead = { packs: [], faults: [] };
  names.forEach((name, index) => {
    try {
      read.packs.push(parsePhrasePack(name, contents[index] as string));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      read.faults.push(...error.faults);
    }
  });
  return read;
}

/** Whether a house laid the pack there: `fi.local.txt`, and not `fi.txt`. */
export const isOwnPack = (file: string): boolean => !INSTALLED_NAME.test(file);
