import { join } from 'node:path';
import { InvalidInput, type Fault } from '@earshot/domain';
import { loadPacks, repositoryRoot } from '../assess/load-assessor.js';
import { Reading } from '../text/reading.js';
import { EvidenceReader } from '../features/evidence-reader.js';
import { Lexicon, TOPIC_KEYS } from './lexicon.js';
import { CONCEPT_INDEX, conceptIndex } from './concepts.js';
import { parsePhrasePack, type PhrasePack } from './phrase-pack.js';
import type { Pattern } from './pattern.js';

const LANGUAGES = 'bs cs da de en es et fi fr hr hu id it lt lv nl no pl pt ru sk sl sr sv tr uk'.split(' ');

/** A text in which the phrase stands: stems with an ending, gaps with a word in them. */
function exampleOf(pattern: Pattern): string {
  return pattern
    .map((part) => {
      if (part.kind === 'number') return '3';
      if (part.kind === 'any') return 'xyz';
      if (part.kind === 'gap') return 'xyz';
      return part.kind === 'stem' ? `${part.text}x` : part.text;
    })
    .join(' ');
}

describe('the phrase packs', () => {
  let packs: PhrasePack[];
  beforeAll(async () => {
    packs = await loadPacks(join(repositoryRoot(), 'config/lexicons'));
  });

  it('cover every language that must work', () => {
    expect([...new Set(packs.map(({ language }) => language))].sort()).toEqual(LANGUAGES);
  });

  it.each(LANGUAGES)('fire with every phrase in %s', (language) => {
    const own = packs.filter((pack) => pack.language === language);
    const lexicon = new Lexicon(own, []);
    const reading = new Reading();
    const silent: string[] = [];
    for (const { key, source, patterns } of own.flatMap(({ phrases }) => phrases)) {
      for (const pattern of patterns) {
        reading.read(exampleOf(pattern));
        const value = CONCEPT_INDEX.get(key) ?? TOPIC_KEYS.indexOf(key);
        if (!lexicon.match(reading).some(({ entry }) => entry.value === value)) silent.push(`${key}: ${source}`);
      }
    }
    expect(silent).toEqual([]);
  });

  it('have counter-examples in every language, and stay silent in them', () => {
    const lexicon = new Lexicon(packs, []);
    const reader = new EvidenceReader(lexicon, () => 0);
    const reading = new Reading();
    const wrong = packs.flatMap(({ file, language, counterExamples }) =>
      counterExamples.flatMap(({ key, text, line }) => {
        reading.read(text);
        const evidence = reader.read(reading, lexicon.match(reading), lexicon.languages.indexOf(language));
        return evidence.some(({ feature }) => feature === conceptIndex(key)) ? [`${file}:${line} ${key}: ${text}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
    expect(packs.filter(({ counterExamples }) => counterExamples.length === 0).map(({ file }) => file)).toEqual([]);
  });

  it('refuse a bad line with its file and place', () => {
    const content = ['language fi', 'waiting: odotan | (a+)+$', 'no-such-concept: x', 'nonsense'].join('\n');
    let faults: readonly Fault[] = [];
    try {
      parsePhrasePack('fi.local.txt', content);
    } catch (error) {
      if (error instanceof InvalidInput) faults = error.faults;
    }
    expect(faults).toEqual([
      { path: 'fi.local.txt:2', message: "'(a+)+$' is not a word, a stem*, a/b, #, _ or .." },
      { path: 'fi.local.txt:3', message: "there is no concept 'no-such-concept'" },
      { path: 'fi.local.txt:4', message: "'nonsense' is not 'key: phrase | phrase'" },
    ]);
  });
});
