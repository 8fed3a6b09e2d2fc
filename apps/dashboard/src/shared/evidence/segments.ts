import type { AssessmentView } from '@earshot/contracts';

export type Signal = AssessmentView['signals'][number];

/** How much a piece of evidence counts, in three steps that the eye can tell apart. */
export type Strength = 'slight' | 'clear' | 'strong';

/** A piece of text with the evidence that stands in it; `signals` is empty between the evidence, strongest first. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly signals: readonly Signal[];
}

/** Log-odds at which evidence looks clear and strong: 0.7 moves an even chance to 67 %, 1.5 moves it to 82 %. */
const CLEAR_FROM = 0.7;
const STRONG_FROM = 1.5;

export function strengthOf(weight: number): Strength {
  const size = Math.abs(weight);
  if (size >= STRONG_FROM) return 'strong';
  return size >= CLEAR_FROM ? 'clear' : 'slight';
}

/** Evidence that moves an even chance by less than a twelfth is left to the case: a row is read in a second. Log-odds. */
const TELLING_FROM = 0.35;

/** What a row of a list shows: the words that speak for an unhappy customer, and not every word that was weighed. */
export function tellingSignals(signals: readonly Signal[]): readonly Signal[] {
  return signals.filter((signal) => signal.weight >= TELLING_FROM);
}

/** Whether the evidence stands in the text; ratings and the base rate do not. */
export const isInText = (signal: Signal): boolean => signal.end > signal.start;

/**
 * Cuts a text at the edges of its evidence. Spans may overlap, lie outside the text (it may be an excerpt) or cut a
 * surrogate pair in two; the segments always join to the text, and no character is torn.
 */
export function segmentsOf(text: string, signals: readonly Signal[]): Segment[] {
  const spans = signals
    .filter(isInText)
    .map((signal) => ({ signal, start: wholeCharacter(text, signal.start), end: wholeCharacter(text, signal.end) }))
    .filter(({ start, end }) => end > start);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of spans) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);

  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const here = spans.filter((span) => span.start < end && span.end > start).map((span) => span.signal);
    here.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    return { text: text.slice(start, end), start, signals: here };
  });
}

function wholeCharacter(text: string, offset: number): number {
  const inside = Math.min(Math.max(offset, 0), text.length);
  const tearsPair = inside > 0 && inside < text.length && isLowSurrogate(text.charCodeAt(inside));
  return tearsPair ? inside - 1 : inside;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
