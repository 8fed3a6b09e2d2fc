import en from './en/index.js';
import fi from './fi/index.js';
import id from './id/index.js';
import lv from './lv/index.js';
import ru from './ru/index.js';
import sl from './sl/index.js';

type Catalogue = { readonly [key: string]: string | Catalogue };

/** Every text by its key, plural forms included. */
function texts(catalogue: Catalogue, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : texts(value, `${prefix}${key}.`),
  );
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const english = new Map(texts(en));

/** The values that a text must fill in. A form that stands for one number only may spell it out: “one more”. */
function valuesOf(language: string, key: string, text: string): string[] {
  const form = PLURAL.exec(key)?.[1];
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 200 }, (_, number) => number).filter((number) => rules.select(number) === form);
  const speltOut = numbers.length === 1 && !text.includes('{{count}}');
  return placeholders(speltOut ? `${text} {{count}}` : text);
}

/** All keys that a language needs: those of English, with its own plural forms (CLDR) instead of one and other. */
function keysIn(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const counted = (key: string) => PLURAL.test(key) && english.has(key.replace(PLURAL, '_other'));
  return [
    ...new Set(
      [...english.keys()].flatMap((key) =>
        counted(key) ? forms.map((form) => `${key.replace(PLURAL, '')}_${form}`) : [key],
      ),
    ),
  ];
}

/** Words that are the same in several languages, and texts without any word of their own. */
const INTERNATIONAL = ['Administrator', 'Earshot', 'Forum'];
const wordless = (text: string): boolean =>
  !/\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, '').replace(new RegExp(INTERNATIONAL.join('|'), 'g'), ''));

describe.each([
  ['en', en],
  ['fi', fi],
  ['id', id],
  ['lv', lv],
  ['ru', ru],
  ['sl', sl],
])('the catalogue %s', (language, catalogue) => {
  const translated = new Map(texts(catalogue));

  it('says everything that the English one says, in all plural forms of its language, and nothing else', () => {
    expect([...translated.keys()].sort()).toEqual(keysIn(language).sort());
  });

  it('fills in the same values', () => {
    const differing = [...translated].filter(([key, text]) => {
      const inEnglish = english.get(key.replace(PLURAL, '_other')) ?? english.get(key) ?? '';
      return valuesOf(language, key, text).join() !== placeholders(inEnglish).join();
    });
    expect(differing).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('leaves nothing untranslated', () => {
    const copied = language === 'en' ? [] : [...translated].filter(([key, text]) => english.get(key) === text);
    expect(copied.filter(([, text]) => !wordless(text))).toEqual([]);
  });
});
