import { fold } from './fold.js';

const CONTACT =
  /@|www\.|https?:|\+?\d[\d\s()/.-]{6,}\d|\b(?:tel|puh|gsm|mob|phone|fax)\b|(?:^|[^\p{L}])(?:тел|моб)(?:$|[^\p{L}])/u;
const POSTSCRIPT =
  /^\s*(?:c\.?c\.?\s?:|kopio:|(?:p\.?\s?s|p\.?\s?d|n\.?\s?b|п\.?\s?с|з\.?\s?ы|lisäys|jk|i\.?\s?k)\.?\s?[:.)-]?\s+\S)/iu;

/** A line with a telephone number or an address of any kind. */
export function isContact(line: string): boolean {
  return CONTACT.test(fold(line));
}

/** What goes on after a signature and is the writer's: an afterthought, or who else is told ("cc: the ombudsman"). */
export function isPostscript(line: string): boolean {
  return POSTSCRIPT.test(line);
}

/** Prose, as against names, titles, addresses and numbers. */
export function isSentence(line: string): boolean {
  const text = line.trim();
  const words = text.split(/\s+/).length;
  if (/[?!]$/.test(text) && words >= 2) return true;
  if (/[.…]$/.test(text) && words >= 5) return true;
  return words >= 9 && !/[@|•\d]|https?:/.test(text);
}

/** One to four capitalised words, or a single word: how people write their names under a mail. */
export function isName(line: string): boolean {
  const words = line.trim().split(/\s+/);
  if (line.trim() === '' || words.length > 4 || /[?!:\d]/.test(line)) return false;
  return words.length === 1
    ? line.trim().length <= 20
    : words.every((word) => /^[\p{Lu}(«"'/-]/u.test(word) || PARTICLES.has(word));
}

/** Small words inside names. */
export const PARTICLES: ReadonlySet<string> = new Set(
  'von van de der den da di do dos das del della la le el al bin ibn binti af zu ter ten e y und'.split(' '),
);
