import { compile, type HtmlToTextOptions } from 'html-to-text';
import { plainText } from '../mail/plain-text.js';

/** A post longer than this is not a customer's complaint; the rest is left aside. UTF-16 units of HTML. */
export const MAX_HTML_LENGTH = 1_000_000;

/** Smilies that forums show as pictures; their `alt` is what the writer typed, or the emoji. */
const SMILIES = ['img.emoji', 'img.smilies', 'img.smilie', 'img.smiley', 'img.smile', 'img.wp-smiley'];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  // Hostile markup is thousands of levels deep; what people write is not.
  limits: { maxInputLength: MAX_HTML_LENGTH, maxDepth: 100, maxChildNodes: 100_000 },
  formatters: {
    alt: (picture: { readonly attribs?: Readonly<Record<string, string>> }, _walk, builder) =>
      builder.addInline(picture.attribs?.['alt'] ?? '', {}),
  },
  selectors: [
    ...['img', 'script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'hr'].map((selector) => ({
      selector,
      format: 'skip',
    })),
    ...SMILIES.map((selector) => ({ selector, format: 'alt' })),
    // A picture with its name and size.
    { selector: 'a.lightbox', format: 'skip' },
    ...['summary', 'details', 'figcaption'].map((selector) => ({ selector, format: 'block' })),
    { selector: 'a', options: { ignoreHref: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};
const convert = compile(OPTIONS);
const convertKeepingLines = compile({ ...OPTIONS, preserveNewlines: true });

/**
 * What a person would read of a piece of HTML: no markup, scripts, images or link targets; entities decoded. Text without
 * any tag keeps its line breaks. Never fails and loads nothing.
 */
export function htmlToPlainText(written: string): string {
  // The converter would write a warning for each.
  const html = written.slice(0, MAX_HTML_LENGTH);
  if (!/[<&]/.test(html)) return tidy(written);
  return tidy(HAS_TAG.test(html) ? convert(html) : convertKeepingLines(html));
}

/** `<` is a tag only before a name, `/`, `!` or `?`, so that `5 < 6` is text. */
const HAS_TAG = /<[a-z/!?]/i;

function tidy(text: string): string {
  // Line by line: an expression over the whole text takes quadratic time on long runs of spaces.
  const lines = plainText(text).split('\n');
  const trimmed = lines.map((line) => line.trimEnd()).join('\n');
  return trimmed.replace(/\n{3,}/g, '\n\n').trim();
}
