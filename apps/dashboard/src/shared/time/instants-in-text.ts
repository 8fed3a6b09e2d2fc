/** A piece of a text, or an instant that stood in it. */
export type TextPart = { readonly text: string } | { readonly instant: string };

/** Instants as machines write them, with their zone: RFC 3339, section 5.6. */
const INSTANTS = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))/;

/** Parts the instants of a text from its words, in their order; what names no point in time stays text. */
export function instantsInText(text: string): TextPart[] {
  return text
    .split(INSTANTS)
    .map((part, index) => (index % 2 === 1 && !Number.isNaN(Date.parse(part)) ? { instant: part } : { text: part }))
    .filter((part) => !('text' in part) || part.text !== '');
}
