import type { DigestEdition, DigestFacts } from '@earshot/domain';
import { comparedFigures, type Compared } from './digest-figures.js';
import type { DigestSpeech } from './digest-speech.js';
import type { DigestWording } from './wording/digest-wording.js';

export interface DigestFigure {
  readonly label: string;
  readonly value: string;
  /** What is usual; `null` where nothing is known of that. */
  readonly usual: string | null;
}

/** The span in figures, each beside what is usual. A figure of nothing is left out. */
export function figuresOf(
  facts: DigestFacts,
  edition: DigestEdition,
  words: DigestWording,
  speech: DigestSpeech,
): DigestFigure[] {
  const { received, unhappy, keptShare, median } = comparedFigures(facts, edition);
  const figure = (label: string, { value, usual }: Compared, spelt: (value: number) => string): DigestFigure[] =>
    value === null ? [] : [{ label, value: spelt(value), usual: usual === null ? null : words.usually(spelt(usual)) }];
  const count = (value: number) => speech.number(value);
  const { promised, kept, checked, recovered, repeated } = facts.span.total;
  const asked = checked === 0 ? [] : [{ label: words.recovered, value: `${recovered}/${checked}`, usual: null }];
  const again =
    edition === 'daily' || repeated === 0 ? [] : [{ label: words.repeated, value: count(repeated), usual: null }];
  return [
    ...figure(words.received, received, count),
    ...figure(words.unhappy, unhappy, count).map((told) => ({
      ...told,
      value: withShare(told.value, unhappy, received, speech),
    })),
    ...figure(words.kept, keptShare, (share) => speech.percent(share)).map((told) => ({
      ...told,
      value: `${told.value} (${kept}/${promised})`,
    })),
    ...figure(words.median, median, (minutes) => speech.duration(minutes)),
    ...asked,
    ...again,
  ];
}

function withShare(text: string, part: Compared, whole: Compared, speech: DigestSpeech): string {
  if (part.value === null || whole.value === null || whole.value === 0) return text;
  return `${text} (${speech.percent(part.value / whole.value)})`;
}
