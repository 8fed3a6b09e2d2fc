import type { PhrasePackView } from '@earshot/contracts';

export type PackConcept = PhrasePackView['concepts'][number];

/** As detection compares words: neither case nor diacritics count. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The concepts whose meaning has the words searched for, with all their phrases, and of the others those phrases that have
 * them. Nothing searched for: everything.
 *
 * @param meaningOf what a person reads of a concept
 */
export function foundIn(
  concepts: readonly PackConcept[],
  searched: string,
  meaningOf: (concept: PackConcept) => string,
): readonly PackConcept[] {
  const wanted = folded(searched.trim());
  if (wanted === '') return concepts;
  return concepts
    .map((concept) =>
      folded(meaningOf(concept)).includes(wanted)
        ? concept
        : { ...concept, phrases: concept.phrases.filter(({ phrase }) => folded(phrase).includes(wanted)) },
    )
    .filter(({ phrases }) => phrases.length > 0);
}
