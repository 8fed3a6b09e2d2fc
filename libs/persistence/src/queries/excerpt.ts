import type { Signal } from '@earshot/domain';

/** What a row of the list has room for. UTF-16 units. */
export const EXCERPT_LENGTH = 280;

/** The beginning of a text, never half a character, with the evidence that stands wholly in it. */
export function excerptOf(text: string, signals: readonly Signal[]): { text: string; signals: Signal[] } {
  const length = isHighSurrogate(text.charCodeAt(EXCERPT_LENGTH - 1)) ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH;
  const beginning = text.slice(0, length);
  return { text: beginning, signals: signals.filter(({ start, end }) => start < end && end <= beginning.length) };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
