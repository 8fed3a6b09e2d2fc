import type { ToneList, ToneWord } from './tone-list.js';

/** An ending of so many letters is taken for inflection: case and number of nouns, person of verbs, gender of adjectives. */
const ENDING = 2;
/** Shorter stems begin too many words that have nothing to do with each other. */
const SHORTEST_STEM = 6;
/** What an inflected form is felt, beside the word in the list: now and then it is another word. */
const LIKELINESS = 0.8;

/**
 * The list with a stem for each word that is long enough, so that the forms of `pettymys` that no list holds (`pettymyksen`,
 * `pettymyksiä`) carry its tone. A stem feels as the words of the list that begin with it do in the mean; where they do not
 * all feel good or all bad there is none. Words in the list keep their own valence.
 */
export function withStems(list: ToneList): ToneList {
  const valencesByStem = new Map<string, number[]>(
    list.words
      .filter(({ word, isStem }) => !isStem && word.length >= SHORTEST_STEM)
      .map(({ word }) => [word.slice(0, Math.max(SHORTEST_STEM, word.length - ENDING)), []]),
  );
  for (const { word, valence } of list.words)
    for (let letters = SHORTEST_STEM; letters <= word.length; letters++)
      valencesByStem.get(word.slice(0, letters))?.push(valence);
  const stems = [...valencesByStem].flatMap(([word, valences]): ToneWord[] => {
    const isMixed = valences.some((valence) => valence > 0) && valences.some((valence) => valence < 0);
    const mean = valences.reduce((sum, valence) => sum + valence, 0) / valences.length;
    return isMixed ? [] : [{ word, isStem: true, valence: mean * LIKELINESS }];
  });
  return { language: list.language, words: [...list.words, ...stems] };
}
