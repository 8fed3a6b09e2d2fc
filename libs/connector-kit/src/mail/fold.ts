/** Letters that do not fall apart into a base letter and an accent. */
const SPECIAL: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ß: 'ss',
  ё: 'е',
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '：': ':',
};

/**
 * Makes text comparable: lower case, without accents, with plain quotation marks and dashes, white space runs one space.
 * People write without diacritics, and mail programs vary the typography of their own phrases.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđøæœıßё’‘´`“”„–—‐‑−：]/g, (letter) => SPECIAL[letter] ?? letter)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Folded words and numbers, without punctuation. */
export function foldedWords(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** A word (apostrophes inside belong to it) or a run of digits. */
export const WORD = /\p{L}[\p{L}\p{M}']*|\d+/gu;
