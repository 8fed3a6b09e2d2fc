import en from './en/index.js';
import fi from './fi/index.js';

type Catalogue = { readonly [key: string]: string | Catalogue };

/** Every text by its key, plural forms included. */
function texts(catalogue: Catalogue, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : texts(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const english = new Map(texts(en));

describe.each([['Finnish', fi]])('the %s catalogue', (_, catalogue) => {
  const translated = new Map(texts(catalogue));

  it('says everything that the English one says, and nothing else', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fills in the same values', () => {
    const differing = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(translated.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
