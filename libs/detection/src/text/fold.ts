/**
 * Folding makes spellings alike before anything is compared: lower case, no diacritics (`kärsivällinen` and
 * `karsivallinen` are one word, because people write without them), full-width forms narrowed. One UTF-16 unit becomes
 * one unit or none, so an offset in the folded text leads straight back to the original.
 */

/** Beyond this point scripts have neither case nor diacritics that matter here; units stand for themselves. */
const TABLE_SIZE = 0x3000;

/** Letters that Unicode does not decompose, as people write them without their mark. */
const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  æ: 'a',
  œ: 'o',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ł: 'l',
  ħ: 'h',
  ŋ: 'n',
  ı: 'i',
  ґ: 'г',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
  '`': "'",
};

export const enum CharClass {
  Other = 0,
  Letter = 1,
  Digit = 2,
  Apostrophe = 3,
  Space = 4,
}

const FOLDED = new Uint16Array(TABLE_SIZE);
const CLASSES = new Uint8Array(TABLE_SIZE);

for (let unit = 0; unit < TABLE_SIZE; unit++) {
  const character = String.fromCharCode(unit);
  const lower = character.toLowerCase();
  const base = LETTERS_WITHOUT_DECOMPOSITION[lower] ?? lower.normalize('NFD');
  const isMark = /^[\p{M}\u00ad\u200b-\u200f\u2060]$/u.test(character);
  FOLDED[unit] = isMark ? 0 : base.charCodeAt(0);
  CLASSES[unit] = classOf(String.fromCharCode(FOLDED[unit] || unit));
}

function classOf(character: string): CharClass {
  if (/\p{L}/u.test(character)) return CharClass.Letter;
  if (/\p{Nd}/u.test(character)) return CharClass.Digit;
  if (character === "'") return CharClass.Apostrophe;
  if (/[\s\u00a0]/u.test(character)) return CharClass.Space;
  return CharClass.Other;
}

/** The folded form of one UTF-16 unit; 0 when it leaves nothing behind (a combining mark, a zero-width space). */
export function foldUnit(unit: number): number {
  if (unit < TABLE_SIZE) return FOLDED[unit] as number;
  if (unit >= 0xff01 && unit <= 0xff5e) return FOLDED[unit - 0xfee0] as number;
  return unit >= 0xfe00 && unit <= 0xfe0f ? 0 : unit;
}

/** The class of a unit that is already folded. */
export function classOfUnit(folded: number): CharClass {
  if (folded < TABLE_SIZE) return CLASSES[folded] as CharClass;
  return folded >= 0xd800 && folded <= 0xf8ff ? CharClass.Other : CharClass.Letter;
}

/** Folds a whole string, for phrases and words that are compared with folded text. */
export function fold(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = foldUnit(text.charCodeAt(i));
    if (unit !== 0) out += String.fromCharCode(unit);
  }
  return out;
}
