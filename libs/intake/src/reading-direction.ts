/** Embeddings and overrides with their end: LRE, RLE, PDF, LRO, RLO. */
const EMBEDDINGS = /[\u202a-\u202e]/gu;
const ISOLATES = /[\u2066-\u2069]/u;
const END_OF_ISOLATE = '\u2069';

/**
 * A customer's text without what would turn the reading of the page around it: embeddings and overrides go, and so do
 * isolates without a beginning or an end in their line, which is where they end (Unicode Standard Annex 9, BD9 and P1).
 * Balanced isolates and the letters' own direction stay: Arabic and Hebrew read as they were written.
 */
export function withoutTurnedReading(text: string): string {
  const flat = text.replace(EMBEDDINGS, '');
  return ISOLATES.test(flat) ? flat.split('\n').map(balanced).join('\n') : flat;
}

function balanced(line: string): string {
  const units = [...line];
  const open: number[] = [];
  const unmatched = new Set<number>();
  units.forEach((unit, index) => {
    if (!ISOLATES.test(unit)) return;
    if (unit !== END_OF_ISOLATE) open.push(index);
    else if (open.pop() === undefined) unmatched.add(index);
  });
  for (const index of open) unmatched.add(index);
  return units.filter((_, index) => !unmatched.has(index)).join('');
}
