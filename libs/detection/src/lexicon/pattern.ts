import { fold } from '../text/fold.js';

/** One place of a phrase: a word, the beginning of a word, any number, any one word, or up to three words. */
export type PatternPart =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'stem'; readonly text: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'any' }
  | { readonly kind: 'gap' };

export type Pattern = readonly PatternPart[];

/** A stem of fewer letters would catch half the dictionary; beside other words (`vairāk ne*`) one less is enough. */
const SHORTEST_STEM = 3;
const LONGEST_PATTERN = 10;
/** `a/b c/d e/f …` multiplies; more than this is a mistake, and would slow the start. */
const MOST_ALTERNATIVES = 256;

/**
 * Reads a phrase such as `ei/en ole .. vastat*`: words are compared whole and folded, `vastat*` matches any word that
 * begins so, `a/b` either word, `#` a number, `_` any one word, `..` up to three words in between. There are no regular
 * expressions, so matching takes linear time whatever somebody writes into a pack.
 *
 * @returns one pattern for each combination of alternatives
 * @throws SyntaxError that says what is wrong and what would be right
 */
export function parsePattern(source: string): Pattern[] {
  // A hyphen stands between two words of a text, so it does in a phrase.
  const places = source.trim().split(/[\s-]+/);
  if (places[0] === '') throw new SyntaxError('the phrase is empty');
  if (places.length > LONGEST_PATTERN) {
    throw new SyntaxError(`the phrase has ${places.length} words, at most ${LONGEST_PATTERN} are possible`);
  }
  let patterns: PatternPart[][] = [[]];
  for (const place of places) {
    const choices = place.split('/').map((choice) => parsePart(choice, place));
    patterns = patterns.flatMap((begun) => choices.map((choice) => [...begun, choice]));
    if (patterns.length > MOST_ALTERNATIVES) {
      throw new SyntaxError(`'${source}' stands for more than ${MOST_ALTERNATIVES} phrases: split it`);
    }
  }
  for (const pattern of patterns) checkEnds(pattern, source);
  return patterns;
}

function parsePart(choice: string, place: string): PatternPart {
  if (choice === '#') return { kind: 'number' };
  if (choice === '_') return { kind: 'any' };
  if (choice === '..') return { kind: 'gap' };
  const folded = fold(choice);
  if (/^[\p{L}\p{Nd}]+(?:'[\p{L}\p{Nd}]+)*$/u.test(folded)) return { kind: 'word', text: shorten(folded) };
  const stem = folded.slice(0, -1);
  if (folded.endsWith('*') && /^[\p{L}\p{Nd}']+$/u.test(stem)) {
    if (stem.length < SHORTEST_STEM - 1)
      throw new SyntaxError(`the stem '${choice}' is shorter than ${SHORTEST_STEM} letters`);
    return { kind: 'stem', text: shorten(stem) };
  }
  throw new SyntaxError(`'${place}' is not a word, a stem*, a/b, #, _ or ..`);
}

/** Texts are read with runs of three or more letters shortened to one; so are phrases. */
function shorten(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1');
}

function checkEnds(pattern: Pattern, source: string): void {
  if (pattern[0]?.kind === 'any' || pattern[0]?.kind === 'gap')
    throw new SyntaxError(`'${source}' must begin with a word, a stem* or #`);
  if (!pattern.some((part) => 'text' in part)) throw new SyntaxError(`'${source}' has no word in it`);
  const only = pattern.length === 1 ? pattern[0] : undefined;
  if (only?.kind === 'stem' && only.text.length < SHORTEST_STEM) {
    throw new SyntaxError(`the stem '${source}' is shorter than ${SHORTEST_STEM} letters`);
  }
  if (pattern.at(-1)?.kind === 'gap') throw new SyntaxError(`'${source}' ends with .., which matches nothing more`);
}
