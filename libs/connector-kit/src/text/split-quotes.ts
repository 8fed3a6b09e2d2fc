import { htmlToPlainText } from './html-text.js';

/** A quote in the markup of forums: `<blockquote>`, and `<aside>` for quotes and previews of links. */
const QUOTE_TAG = /<(\/?)(?:blockquote|aside)\b[^<>]*>/gi;

export interface SplitPost {
  /** What the writer wrote. */
  readonly text: string;
  /** What they quoted, or `null`. */
  readonly quoted: string | null;
}

/** How Mastodon shows a quoted post to those who cannot show it: `RE:` and its address. */
const QUOTED_ADDRESS = /<p class="quote-inline">([^]{0,2000}?)<\/p>/g;

/** Parts the writer's own words in a piece of HTML from what they quote, both as plain text. Linear in its length. */
export function splitQuotes(written: string): SplitPost {
  const html = written.replace(QUOTED_ADDRESS, '<blockquote>$1</blockquote>');
  const own: string[] = [];
  const quoted: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of html.matchAll(QUOTE_TAG)) {
    (depth === 0 ? own : quoted).push(html.slice(from, match.index));
    depth = match[1] === '/' ? Math.max(depth - 1, 0) : depth + 1;
    from = match.index + match[0].length;
  }
  (depth === 0 ? own : quoted).push(html.slice(from));
  const text = htmlToPlainText(own.join('<br>'));
  const quote = htmlToPlainText(quoted.join('<br>'));
  // A post that is nothing but a quote says by it what it says.
  if (text === '') return { text: quote, quoted: null };
  return { text, quoted: quote === '' ? null : quote };
}

/** The same for plain text in which quoted lines begin with `>`, as on mailing lists. */
export function splitQuotedLines(text: string): SplitPost {
  const lines = text.split('\n');
  const isQuote = (line: string): boolean => line.startsWith('>');
  const own = lines
    .filter((line) => !isQuote(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const quote = lines
    .filter(isQuote)
    .map((line) => line.replace(/^[> ]+/, ''))
    .join('\n')
    .trim();
  if (own === '') return { text: text.trim(), quoted: null };
  return { text: own, quoted: quote === '' ? null : quote };
}
