import { CharClass, classOfUnit, foldUnit } from '../text/fold.js';
import { TokenKind, type Reading } from '../text/reading.js';

/** One sign of form: how something is written, whatever the words say. */
export interface FormSignal {
  readonly name: FormName;
  readonly firstToken: number;
  readonly lastToken: number;
}

export const FORM_NAMES = [
  'question-run',
  'exclamation-run',
  'interrobang',
  'ellipsis',
  'shouting',
  'elongation',
  'angry-sign',
  'glad-sign',
  'frown',
  'smile',
  'question',
  'exclamation',
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** A word in capitals counts from this length on: shorter ones are abbreviations. */
const SHORTEST_SHOUT = 4;
/** A person who writes everything in capitals is not shouting at one word; a whole text of this many words is. */
const SHOUTED_TEXT_WORDS = 3;
const MOST_SIGNALS = 200;

/** Finds the signs of form in a reading; `signValence` gives the feeling (-5..5) of an emoji. */
export function formSignals(reading: Reading, signValence: (sign: string) => number): FormSignal[] {
  const found: FormSignal[] = [];
  const add = (name: FormName, token: number): void => void found.push({ name, firstToken: token, lastToken: token });
  for (let token = 0; token < reading.tokens && found.length < MOST_SIGNALS; token++) {
    switch (reading.kinds[token] as TokenKind) {
      case TokenKind.Marks: {
        const name = marksName(reading, token);
        if (name !== null) add(name, token);
        break;
      }
      case TokenKind.Sign: {
        const valence = signValence(reading.word(token));
        if (valence !== 0) add(valence < 0 ? 'angry-sign' : 'glad-sign', token);
        break;
      }
      case TokenKind.Smile:
        add('smile', token);
        break;
      case TokenKind.Frown:
        add('frown', token);
        break;
      case TokenKind.Word:
        if (isElongated(reading, token)) add('elongation', token);
        break;
      case TokenKind.Number:
      case TokenKind.User:
      case TokenKind.Link:
        break;
    }
  }
  found.push(...shouting(reading));
  return found;
}

function marksName(reading: Reading, token: number): FormName | null {
  let questions = 0;
  let exclamations = 0;
  let dots = 0;
  for (let at = reading.starts[token] as number; at < (reading.ends[token] as number); at++) {
    const unit = reading.units[at];
    if (unit === 0x3f) questions++;
    else if (unit === 0x21) exclamations++;
    else dots += unit === 0x2026 ? 3 : 1;
  }
  if (questions > 0 && exclamations > 0) return 'interrobang';
  if (questions >= 2) return 'question-run';
  if (exclamations >= 2) return 'exclamation-run';
  if (questions === 1) return 'question';
  if (exclamations === 1) return 'exclamation';
  return dots >= 3 ? 'ellipsis' : null;
}

/** Reading has shortened `sooo` to one letter, so the original span is longer than the folded one. */
function isElongated(reading: Reading, token: number): boolean {
  const start = reading.starts[token] as number;
  const last = (reading.ends[token] as number) - 1;
  for (let at = start; at < last; at++) {
    if ((reading.offsets[at + 1] as number) - (reading.offsets[at] as number) >= 3) return isRun(reading, at);
  }
  const end = (reading.offsets[last + 1] as number) - (reading.offsets[last] as number);
  return end >= 3 && isRun(reading, last);
}

function isRun(reading: Reading, at: number): boolean {
  const offset = reading.offsets[at] as number;
  const unit = foldUnit(reading.text.charCodeAt(offset));
  // Laughter (`hahahaaa`), `www` and digits are not emphasis.
  return (
    unit !== 0x77 && foldUnit(reading.text.charCodeAt(offset - 1)) === unit && classOfUnit(unit) === CharClass.Letter
  );
}

function shouting(reading: Reading): FormSignal[] {
  const shouted: number[] = [];
  let written = 0;
  for (let token = 0; token < reading.tokens; token++) {
    if (reading.kinds[token] !== TokenKind.Word) continue;
    const text = reading.text.slice(reading.originalStart(token), reading.originalEnd(token)).trimEnd();
    const isLong = text.length >= SHORTEST_SHOUT;
    if (isLong) written++;
    if (isLong && text === text.toUpperCase() && text !== text.toLowerCase()) shouted.push(token);
  }
  const isWholeText = shouted.length >= SHOUTED_TEXT_WORDS && shouted.length * 2 > written;
  const isAgainstNorm = shouted.length > 0 && written >= 4 && shouted.length * 4 <= written;
  if (!isWholeText && !isAgainstNorm) return [];
  return [
    {
      name: 'shouting',
      firstToken: shouted[0] as number,
      lastToken: isWholeText ? (shouted.at(-1) as number) : (shouted[0] as number),
    },
  ];
}
