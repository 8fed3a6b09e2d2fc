import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { fold } from '../text/fold.js';
import type { ToneList } from './tone-list.js';

/** The tables inside wink-sentiment (MIT; AFINN-165, Apache-2.0): read at once instead of through its tokenizer. */
const load = createRequire(pathToFileURL(__filename));

/** wink-sentiment's English words of tone. */
export function englishTone(): ToneList {
  const words = load('wink-sentiment/src/afinn-en-165.js') as Readonly<Record<string, number>>;
  return {
    language: 'en',
    holdsForms: true,
    words: Object.entries(words).map(([word, valence]) => ({ word: fold(word), isStem: false, valence })),
  };
}

const EMOJIS = load('wink-sentiment/src/emojis.js') as Readonly<Record<string, number>>;

/** Emojis that complain, and which general lists leave out or take for joy. */
const COMPLAINING: Readonly<Record<string, number>> = {
  '😡': -4, '🤬': -5, '😠': -3, '👎': -3, '😤': -3, '💩': -3, '🖕': -5, '🤮': -4, '🤢': -3, '😒': -2, '🙄': -2, '😞': -2, '😩': -2,
  '🤦': -2, '😢': -2, '😭': -2, '💔': -2, '🚮': -3, '😑': -1, '😐': -1, '🤷': -1, '🙃': -1, '👍': 2, '❤': 3, '😍': 4, '🥰': 4, '🙏': 1,
}; // prettier-ignore

/** The feeling (-5..5) of an emoji; 0 when it has none. */
export function signValence(sign: string): number {
  return COMPLAINING[sign] ?? EMOJIS[sign] ?? 0;
}
