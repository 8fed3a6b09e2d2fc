import { fold, foldedWords } from './fold.js';
import { PhraseIndex } from './phrase-index.js';
import { MAIL_PHRASES } from './phrases/index.js';
import { PARTICLES } from './prose.js';

const FORMULAS = new PhraseIndex(phrasesOf('signOffs'));
const THANKS = new PhraseIndex(phrasesOf('thanks'));
/** "and", between thanks and a closing formula, or between a formula and a name. */
const AND = new Set('and ja un in dan и et ir och og en a e i y és ve та și und & + sekä kā arī'.split(' ').map(fold));
/** "your", before the name. */
const YOUR = new Set('your yours ihr ihre jusu jusų vaš vaša ваш ваша teie votre vuestro twój'.split(' ').map(fold));
const LONGEST = 70;

function phrasesOf(kind: 'signOffs' | 'thanks'): readonly string[] {
  const phrases = MAIL_PHRASES.flatMap((table) => table[kind].map((phrase) => fold(phrase).replace(/[.\s]+$/, '')));
  return [...new Set(phrases)].sort((a, b) => b.length - a.length);
}

/**
 * Whether a line closes a mail: with a formula ("Best regards", "Terveisin Matti", "Hvala in lep pozdrav"), or with mere
 * thanks, which are a closing only when a name follows.
 */
export function closingKind(line: string): 'formula' | 'thanks' | null {
  const text = fold(line).replace(/^[\s*_~-]+|[\s*_~]+$/g, '');
  if (text === '' || text.length > LONGEST) return null;
  if (isFormula(text, line)) return 'formula';
  const thanks = THANKS.candidates(text).find((phrase) => startsWithPhrase(text, phrase));
  if (thanks === undefined) return null;
  const rest = text.slice(thanks.length).replace(/^[\s,.!;:)-]+/, '');
  if (rest === '') return 'thanks';
  const [conjunction = '', ...more] = rest.split(' ');
  const beyond = AND.has(conjunction) ? more.join(' ') : rest;
  return isFormula(beyond, line) ? 'formula' : null;
}

/** Whether folded text begins with a closing formula and ends with it or with a name. */
function isFormula(text: string, line: string): boolean {
  return FORMULAS.candidates(text).some(
    (phrase) => startsWithPhrase(text, phrase) && isNameAfter(line, text.slice(phrase.length), phrase),
  );
}

function startsWithPhrase(text: string, phrase: string): boolean {
  return text.startsWith(phrase) && !/^[\p{L}\d']/u.test(text.slice(phrase.length));
}

/** What may follow a closing formula on its line: nothing, or a name. `line` still has its capitals. */
function isNameAfter(line: string, rest: string, phrase: string): boolean {
  const count = foldedWords(rest).length;
  if (count === 0) return !rest.includes('?');
  if (count > 6 || /[?!]\s*\S/.test(rest)) return false;
  const words = line
    .trim()
    .slice(-rest.trim().length)
    .split(/[\s,.;:/!–—-]+/);
  const isNameLike = words.every(
    (word) => !/^\p{Ll}/u.test(word) || [PARTICLES, AND, YOUR].some((set) => set.has(fold(word))),
  );
  // Short forms are initials or words elsewhere ("t.", "br", "gr"): less may follow them.
  return isNameLike && (phrase.length > 3 || (count <= 4 && /^[\s.,:/;]/.test(rest)));
}
