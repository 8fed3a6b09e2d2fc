import { ConfigError } from '@earshot/domain';
import fc from 'fast-check';
import { join } from 'node:path';
import { readPlaybook } from '../playbook/read-playbook.js';
import { Wording } from './wording.js';
import { parseWordingList, type WordingEntry, type WordingList } from './wording-list.js';
import { wordingWarnings } from './wording-warnings.js';
import { spellings } from './words.js';

const CONFIG = join(__dirname, '../../../../config');
const wording = Wording.read(CONFIG, readPlaybook(CONFIG));
const LANGUAGES = 'fi lv sl id ru en et lt sv no da de nl fr es pt it pl cs sk hr sr bs hu tr uk'.split(' ');

const listOf = (language: string): WordingList => {
  const list = wording.lists.get(language);
  if (list === undefined) throw new Error(`no list for ${language}`);
  return list;
};

const found = (text: string, language: string): string[] =>
  wordingWarnings(text, listOf(language)).map(({ start, end, rule }) => `${rule}: ${text.slice(start, end)}`);

/** An entry as somebody could write it. */
const spelled = ({ written }: WordingEntry): string => written.replaceAll('*', '');

it('there is a list for every language that is judged', () => {
  expect([...wording.lists.keys()].sort()).toEqual([...LANGUAGES].sort());
});

describe.each(LANGUAGES)('the list in %s', (language) => {
  const list = listOf(language);

  it('fires on each of its entries, in small letters and capitals, composed or not', () => {
    const before = '«12» ';
    for (const entry of list.entries) {
      const phrase = spelled(entry);
      for (const written of [phrase, phrase.toLocaleUpperCase(language), phrase.normalize('NFD')]) {
        const warnings = wordingWarnings(`${before}${written}, …`, list);
        const end = before.length + written.length;
        expect([written, warnings]).toEqual([written, [{ start: before.length, end, rule: entry.rule }]]);
      }
    }
  });

  it('fires without diacritics, over line breaks, and never inside a longer word or over a full stop', () => {
    for (const entry of list.entries) {
      const phrase = spelled(entry);
      for (const plain of spellings(phrase))
        expect([plain, found(plain, language)]).toEqual([plain, [`${entry.rule}: ${plain}`]]);
      const broken = phrase.replaceAll(' ', '\n');
      expect(found(broken, language)).toEqual([`${entry.rule}: ${broken}`]);
      const inside = [`q${phrase}`, ...(entry.written.endsWith('*') ? [] : [`${phrase}q`]), phrase.replace(' ', '. ')];
      for (const text of inside.filter((one) => one !== phrase)) {
        expect(found(text, language).map((one) => one.split(': ')[1])).not.toContain(text);
      }
    }
  });

  it('is silent about good wording', () => {
    expect(list.fine.length).toBeGreaterThan(1);
    for (const sentence of list.fine) expect([sentence, found(sentence, language)]).toEqual([sentence, []]);
  });
});

describe('a warning', () => {
  it('says where and gives advice in the language of the person who writes', () => {
    expect(wording.warnings('Kuten jo sanoin, soitan teille.', 'fi-FI', 'en')).toEqual([
      { start: 0, end: 15, rule: 'repeats', advice: expect.stringContaining('in other words') as string },
    ]);
    expect(wording.warnings('Calm down.', 'en', 'fi')[0]?.advice).toBe(
      'Kukaan ei rauhoitu käskystä. Kerro, että ymmärrät harmin.',
    );
  });

  it('is the longest of several that begin at one place', () => {
    expect(found('As per our policy, you should have read it.', 'en')).toEqual([
      'policy: As per our policy',
      'blames: you should have',
    ]);
  });

  it('is found in Serbian in Cyrillic, and in Norwegian by its other tags', () => {
    expect(found('Смирите се, молим вас.', 'sr')).toEqual(['soothes: Смирите се']);
    expect(wording.warnings('Slapp av!', 'nb', 'en')).toHaveLength(1);
  });

  it('is not given in a language without a list', () => {
    expect(wording.warnings('Calm down.', 'ja', 'en')).toEqual([]);
  });

  it('stands where the words stand, in any text', () => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom('calm', 'down', 'You', 'should have', '. ', ' ', '\n', 'İ', '😡'), fc.string()),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end } of wordingWarnings(text, listOf('en'))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(start, end)).toMatch(/^[\p{L}].*[\p{L}]$/su);
          last = end;
        }
      }),
    );
  });
});

describe('a list with faults', () => {
  const faults = (text: string): readonly string[] => {
    try {
      parseWordingList(text, 'xx.txt', 'xx', ['blames', 'policy']);
      return [];
    } catch (error) {
      return (error as ConfigError).faults.map(({ path, message }) => `${path}: ${message}`);
    }
  };

  it('is refused with file and line of each', () => {
    expect(
      faults('# fine so far\nblames: your fault | \ncalm: calm down\npolicy: our po* | o* | a & b\npolicy: your fault'),
    ).toEqual([
      "xx.txt:2: '' is empty",
      "xx.txt:3: must begin with fine: or one of the rules blames, policy, but here stands 'calm: calm down'",
      "xx.txt:4: 'our po*' must have at least 3 letters before *",
      "xx.txt:4: 'o*' must have at least 3 letters before *",
      "xx.txt:4: 'a & b' must consist of words, of which each may end in *",
      "xx.txt:5: 'your fault' stands here already",
    ]);
  });
});
