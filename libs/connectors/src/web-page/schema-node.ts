import { htmlToPlainText } from '@earshot/connector-kit';

/** A thing of schema.org with its properties, as JSON-LD writes it; microdata is brought into the same form. */
export type SchemaNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of a node's types without their vocabulary: `http://schema.org/Review` is `Review`. */
export function typesOf(node: SchemaNode): string[] {
  const given = node['@type'];
  return (Array.isArray(given) ? (given as unknown[]) : [given])
    .filter((type) => typeof type === 'string')
    .map((type) => type.split(/[/#:]/).at(-1) ?? type);
}

const REVIEW_TYPES = new Set(['Review', 'UserReview']);

export function isReview(node: SchemaNode): boolean {
  return typesOf(node).some((type) => REVIEW_TYPES.has(type));
}

/** Values that pages give once or in a list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** The first of a value's strings or numbers, trimmed; `null` where there is none. */
export function wordOf(value: unknown): string | null {
  for (const one of listOf(value)) {
    // JSON-LD may say the language or type of a value beside it.
    const said = isNode(one) && '@value' in one ? one['@value'] : one;
    const word = typeof said === 'number' ? String(said) : typeof said === 'string' ? said.trim() : '';
    if (word !== '') return word;
  }
  return null;
}

/** What is left of markup that was escaped twice; a lone `<` or `&` is what somebody wrote. */
const LEFT_MARKUP =
  /<\/?(?:a|b|br|div|em|i|li|ol|p|span|strong|u|ul)(?:\s[^<>]*|\s*\/)?>|&(?:amp|lt|gt|quot|apos|nbsp|#\d+);/i;

/** The same as a person reads it: pages write markup and entities also where they should not, and escape them twice. */
export function plainWordOf(value: unknown): string | null {
  const word = wordOf(value);
  if (word === null) return null;
  const plain = htmlToPlainText(word);
  return (LEFT_MARKUP.test(plain) ? htmlToPlainText(plain) : plain) || null;
}
