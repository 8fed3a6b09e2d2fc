import { mkdtemp, readdir, readFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEXICONS_FOLDER, loadLexicon, repositoryRoot } from '../assess/load-assessor.js';
import { Reading } from '../text/reading.js';
import type { Lexicon } from './lexicon.js';
import { parseToneList } from './tone-list.js';

const LANGUAGES = 'bs cs da de en es et fi fr hr hu id it lt lv nl no pl pt ru sk sl sr sv tr uk'.split(' ');

function toneOf(lexicon: Lexicon, language: string, word: string): number {
  const reading = new Reading();
  reading.read(word);
  lexicon.match(reading);
  return lexicon.tone(0, lexicon.languages.indexOf(language));
}

describe('the words of tone written for Earshot', () => {
  const folder = join(repositoryRoot(), LEXICONS_FOLDER, 'tone');

  it('are there for every language that must work', async () => {
    const written = (await readdir(folder)).filter((name) => name.endsWith('.written.tsv'));
    expect(written.map((name) => name.slice(0, 2)).sort()).toEqual(LANGUAGES);
  });

  it.each(LANGUAGES)('are told once each in %s', async (language) => {
    const file = `${language}.written.tsv`;
    const { words } = parseToneList(file, language, await readFile(join(folder, file), 'utf8'));
    const written = words.map(({ word, isStem }) => (isStem ? `${word}*` : word));
    expect(written.filter((word, index) => written.indexOf(word) !== index)).toEqual([]);
  });
});

describe('lists of tone in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-tone-'));
    await mkdir(join(folder, 'tone'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, ...lines: string[]): Promise<void> =>
    writeFile(join(folder, 'tone', name), lines.join('\n'));

  it('are corrected by what was written beside them', async () => {
    await write('fi.tsv', 'pankki\t2', 'hyvä\t3', 'surkea\t-3');
    await write('fi.written.tsv', 'pankki\t0', 'hyvä\t2', 'törke*\t-4');
    const lexicon = await loadLexicon(folder);
    expect(['pankki', 'hyvä', 'surkea', 'törkeää'].map((word) => toneOf(lexicon, 'fi', word))).toEqual([0, 2, -3, -4]);
  });

  it('are corrected last by what a house lays beside them', async () => {
    await write('fi.written.tsv', 'hyvä\t2', 'surkea\t-3');
    await write('fi.local.tsv', 'hyvä\t0', 'kahvila*\t1');
    const lexicon = await loadLexicon(folder);
    expect(['hyvä', 'surkea', 'kahvilassa'].map((word) => toneOf(lexicon, 'fi', word))).toEqual([0, -3, 1]);
  });

  it('correct the English list too, and may be the only one of a language', async () => {
    await write('en.written.tsv', 'good\t1', 'laggy\t-2');
    await write('et.written.tsv', 'jama\t-3');
    const lexicon = await loadLexicon(folder);
    expect(toneOf(lexicon, 'en', 'good')).toBe(1);
    expect(toneOf(lexicon, 'en', 'laggy')).toBe(-2);
    expect(toneOf(lexicon, 'en', 'terrible')).toBe(-3);
    expect(toneOf(lexicon, 'et', 'jama')).toBe(-3);
  });

  it('are heard in Latin letters when they are Cyrillic', async () => {
    await write('ru.written.tsv', 'ужасно\t-4');
    expect(toneOf(await loadLexicon(folder), 'ru', 'uzhasno')).toBe(-4);
  });

  it('are refused with file and line of what is wrong', async () => {
    await write('fi.written.tsv', 'hyvä\t3', 'huono\tikävä');
    await expect(loadLexicon(folder)).rejects.toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ path: 'tone/fi.written.tsv:2' })] }) as Error,
    );
  });
});
