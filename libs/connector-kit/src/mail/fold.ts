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
  const lower = text.toLowerCase();
  // Every line of every mail comes through here, several times; most are ASCII and have no accents to lose.
  const letters = PRINTABLE_ASCII.test(lower) ? lower.replaceAll('`', "'") : withoutAccents(lower);
  return letters.replace(WIDE_SPACE, ' ').trim();
}

const PRINTABLE_ASCII = /^[\t\n\r -~]*$/;
/** White space that is not one space already. */
const WIDE_SPACE = /\s{2,}|[^\S ]/g;

function withoutAccents(lower: string): string {
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łđøæœıßё’‘´`“”„–—‐‑−：]/g, (letter) => SPECIAL[letter] ?? letter);
}

/** Folded words and numbers, without punctuation. */
export function foldedWords(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** A word (apostrophes inside belong to it) or a run of digits. */
export const WORD = /\p{L}[\p{L}\p{M}']*|\d+/gu;
