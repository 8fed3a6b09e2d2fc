import { readFile, readdir } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidInput } from '@earshot/domain';
import { loadFastTextClassifier } from '../language/fasttext-classifier.js';
import { LanguageIdentifier } from '../language/language-identifier.js';
import { Lexicon } from '../lexicon/lexicon.js';
import type { PhrasePack } from '../lexicon/phrase-pack.js';
import { readPacks } from '../lexicon/read-packs.js';
import { corrected, parseToneList, type ToneList } from '../lexicon/tone-list.js';
import { englishTone, signValence } from '../lexicon/wink-lexicon.js';
import { LinearModel } from '../model/linear-model.js';
import { readModel } from '../model/model-file.js';
import { StatisticalAssessor, type AssessorParts } from './statistical-assessor.js';

/** The installed phrase packs, relative to the folder of package.json; a house lays its own beside them. */
export const LEXICONS_FOLDER = 'config/lexicons';

export interface AssessorFiles {
  /** Folder of phrase packs (`fi.txt`, `fi.local.txt`) with tone lists in `tone/`. Default: config/lexicons. */
  readonly lexiconsDir?: string;
  /** The weights. Default: libs/detection/model/earshot.model. */
  readonly modelFile?: string;
}

/** Loads everything the detector reads, once; assessing is then synchronous and touches no file. */
export async function loadAssessor(files: AssessorFiles = {}): Promise<StatisticalAssessor> {
  return new StatisticalAssessor(await loadAssessorParts(files));
}

/** @throws InvalidInput naming file and line of what is wrong in a pack, a tone list or the model */
export async function loadAssessorParts(files: AssessorFiles = {}): Promise<AssessorParts> {
  const modelFile = files.modelFile ?? join(repositoryRoot(), 'libs/detection/model/earshot.model');
  const [lexicon, classifier, bytes] = await Promise.all([
    loadLexicon(files.lexiconsDir),
    loadFastTextClassifier(),
    readFile(modelFile),
  ]);
  const identifier = new LanguageIdentifier(classifier, lexicon);
  return { lexicon, identifier, model: new LinearModel(readModel(modelFile, bytes)), signValence };
}

/** @param dir default: config/lexicons of the repository */
export async function loadLexicon(dir: string = join(repositoryRoot(), LEXICONS_FOLDER)): Promise<Lexicon> {
  const [packs, lists] = await Promise.all([loadPacks(dir), loadTones(join(dir, 'tone'))]);
  const all = [englishTone(), ...lists];
  const tones = [...new Set(all.map(({ language }) => language))].map((language) =>
    all.filter((list) => list.language === language).reduce(corrected),
  );
  return new Lexicon(packs, tones);
}

/** @throws InvalidInput naming file and line of every fault in any of the packs */
export async function loadPacks(dir: string): Promise<PhrasePack[]> {
  const { packs, faults } = await readPacks(dir);
  if (faults.length > 0) throw new InvalidInput(`The phrase packs in ${dir} have ${faults.length} fault(s)`, faults);
  return packs;
}

/** `fi.tsv` was taken from elsewhere; lines of `fi.written.tsv`, written for Earshot, and then of a house's own replace its. */
const TONE_LIST = /^([a-z]{2,3})(\.[a-z0-9-]+)?\.tsv$/;

const RANKS: ReadonlyMap<string | undefined, number> = new Map([
  [undefined, 0],
  ['.written', 1],
]);

/** Every list after those that it corrects. */
async function loadTones(dir: string): Promise<ToneList[]> {
  if (!existsSync(dir)) return [];
  const found = (await readdir(dir)).sort().flatMap((name) => {
    const [, language, kind] = TONE_LIST.exec(name) ?? [];
    return language === undefined ? [] : [{ name, language, rank: RANKS.get(kind) ?? RANKS.size }];
  });
  const files = found.sort((one, other) => one.rank - other.rank);
  return Promise.all(
    files.map(async ({ name, language }) =>
      parseToneList(`tone/${name}`, language, await readFile(join(dir, name), 'utf8')),
    ),
  );
}

/** The folder with Earshot's package.json above this file: the same from the sources and from dist. */
export function repositoryRoot(from: string = __dirname): string {
  for (let dir = from; ; dir = dirname(dir)) {
    const file = join(dir, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'earshot')
      return dir;
    if (dir === dirname(dir)) throw new Error(`no package.json named earshot stands above ${from}`);
  }
}
