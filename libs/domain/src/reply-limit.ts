/**
 * How a service counts the length of what is written:
 * - `bytes`: of UTF-8;
 * - `characters`: Unicode code points;
 * - `units`: UTF-16 units, of which most emoji have two or more;
 * - `graphemes`: what people see as one character;
 * - `links-as-23`: graphemes, every link counted as 23 (Mastodon);
 * - `weighted`: as X counts: every link 23, letters of Latin, Cyrillic, Greek, Hebrew, Arabic and their neighbours 1,
 *   emoji and everything else 2.
 */
export const LENGTH_COUNTS = ['bytes', 'characters', 'units', 'graphemes', 'links-as-23', 'weighted'] as const;
export type LengthCount = (typeof LENGTH_COUNTS)[number];

export interface ReplyLimit {
  /** By `counted`; at least 1. */
  readonly longest: number;
  readonly counted: LengthCount;
}

/** The length of a text as a service counts it. */
export function replyLength(text: string, counted: LengthCount): number {
  switch (counted) {
    case 'bytes':
      return new TextEncoder().encode(text).length;
    case 'characters':
      return [...text].length;
    case 'units':
      return text.length;
    case 'graphemes':
      return graphemesIn(text).length;
    case 'links-as-23':
      return graphemesIn(withShortLinks(text)).length;
    case 'weighted':
      return graphemesIn(withShortLinks(text)).reduce((sum, grapheme) => sum + weightOf(grapheme), 0);
  }
}

const LINK = /https?:\/\/[^\s<>"]+/g;
const LINK_LENGTH = 23;

function withShortLinks(text: string): string {
  return text.replace(LINK, 'x'.repeat(LINK_LENGTH));
}

function graphemesIn(text: string): string[] {
  return [...new Intl.Segmenter().segment(text.normalize('NFC'))].map(({ segment }) => segment);
}

/** Of weight 1, by https://docs.x.com/fundamentals/counting-characters. First and last code points. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

function weightOf(grapheme: string): number {
  // An emoji is counted once, of however many code points it is put together.
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(grapheme)) return 2;
  return [...grapheme].reduce((sum, letter) => sum + (isLight(letter.codePointAt(0) ?? 0) ? 1 : 2), 0);
}

function isLight(codePoint: number): boolean {
  return LIGHT.some(([first, last]) => codePoint >= first && codePoint <= last);
}
