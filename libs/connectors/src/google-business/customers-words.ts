/** Google's own headings, in English whatever the languages are. */
const TRANSLATED = '(Translated by Google)';
const ORIGINAL = '(Original)';

/**
 * What the customer wrote, where Google has put its translation before or behind it: `(Translated by Google) … (Original) …`,
 * or the original first and the translation after it.
 */
export function customersWords(comment: string): string {
  const translated = comment.indexOf(TRANSLATED);
  if (translated === -1) return comment.trim();
  const original = comment.indexOf(ORIGINAL, translated);
  if (original !== -1) return comment.slice(original + ORIGINAL.length).trim();
  return comment.slice(0, translated).trim() || comment.slice(TRANSLATED.length).trim();
}
