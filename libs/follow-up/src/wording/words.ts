/** A word of a text: where it stands (UTF-16 offsets, `end` exclusive) and its letters as they are compared. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly form: string;
}

/** Letters, digits and marks, with apostrophes inside; hyphens divide. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*/gu;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    form: comparable(word),
  }));
}

/**
 * Case, composition and the kind of apostrophe make no difference; neither do letters that capitals do not tell apart: the
 * Turkish dotless ı, whose capital is I, the dotted capital İ, and the German ß, whose capitals are SS.
 */
export function comparable(word: string): string {
  const lower = word.toLowerCase().replaceAll('i\u0307', 'i').normalize('NFC');
  return lower.replaceAll('ı', 'i').replaceAll('ß', 'ss').replaceAll(/[’ʼ]/g, "'");
}

/** Letters that are no base letter with a mark, as people write them without one. */
const PLAIN: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe' };

/** How German, Danish, Norwegian and Swedish are written where the letters are missing. */
const DIGRAPHS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', æ: 'ae' };

/** A form and the ways in which people write it without diacritics. */
export function spellings(form: string): string[] {
  const plain = [...form].map((letter) => PLAIN[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')).join('');
  const digraphs = [...form].map((letter) => DIGRAPHS[letter] ?? letter).join('');
  return [...new Set([form, plain, digraphs])];
}

const SERBIAN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm',
  н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č', џ: 'dž', ш: 'š',
}; // prettier-ignore

/** Serbian in Cyrillic as it is written in Latin letters. */
export function serbianInLatin(form: string): string {
  return [...form].map((letter) => SERBIAN[letter] ?? letter).join('');
}
