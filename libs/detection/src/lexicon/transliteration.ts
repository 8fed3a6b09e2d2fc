/**
 * Cyrillic in Latin letters, as people write who have no Cyrillic keyboard: the two habits that cover most of it.
 * Input is folded (й is и, ё is е).
 */
const PHONETIC: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e',
  ю: 'yu', я: 'ya', і: 'i', є: 'ye', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', ђ: 'd', џ: 'dz',
}; // prettier-ignore
const PASSPORT: Readonly<Record<string, string>> = {
  ...PHONETIC,
  х: 'kh',
  ц: 'c',
  щ: 'shch',
  ы: 'i',
  ю: 'ju',
  я: 'ja',
};

/** Serbian Latin is a spelling of its own, one letter for one, and folded like any other. */
const SERBIAN: Readonly<Record<string, string>> = { ...PHONETIC, ж: 'z', х: 'h', ц: 'c', ч: 'c', ш: 's' };

/** The ways in which a folded Cyrillic word of a language is written in Latin letters; none for other scripts. */
export function transliterations(word: string, language: string): string[] {
  if (!/[\u0400-\u04ff]/.test(word)) return [];
  const tables = language === 'sr' ? [SERBIAN] : [PHONETIC, PASSPORT];
  return [...new Set(tables.map((table) => Array.from(word, (letter) => table[letter] ?? letter).join('')))];
}
