import { InvalidInput } from '@earshot/domain';
import { fold } from '../text/fold.js';

export interface ToneWord {
  readonly word: string;
  /** Matches any word that begins so; lists hold dictionary forms and texts hold inflected ones. */
  readonly isStem: boolean;
  /** -5..5 */
  readonly valence: number;
}

/** Words of one language with the feeling they carry. */
export interface ToneList {
  readonly language: string;
  /** Whether inflected forms are in the list already, so that nothing is gained by taking endings off. */
  readonly holdsForms?: boolean;
  readonly words: readonly ToneWord[];
}

/** Reads `word<TAB>valence` lines; a `*` at the end of a word makes it a stem. @throws InvalidInput naming file and line */
export function parseToneList(file: string, language: string, content: string): ToneList {
  const words = content.split('\n').flatMap((raw, index) => {
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('#')) return [];
    const [text = '', value = ''] = line.split('\t');
    const valence = Number(value);
    if (text === '' || value === '' || !(Math.abs(valence) <= 5)) {
      const message = `'${line.slice(0, 40)}' is not a word, a tab and a number from -5 to 5`;
      throw new InvalidInput(`The tone list ${file} is wrong`, [{ path: `${file}:${index + 1}`, message }]);
    }
    const isStem = text.endsWith('*');
    return [{ word: fold(isStem ? text.slice(0, -1) : text), isStem, valence }];
  });
  return { language, words };
}

/** The list with the lines of `corrections` in place of its own for the same words, and those it lacks. */
export function corrected(list: ToneList, corrections: ToneList): ToneList {
  const keyOf = ({ word, isStem }: ToneWord): string => (isStem ? `${word}*` : word);
  const replaced = new Set(corrections.words.map(keyOf));
  return {
    ...list,
    words: [...list.words.filter((word) => !replaced.has(keyOf(word))), ...corrections.words],
  };
}
