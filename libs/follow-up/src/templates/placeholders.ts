/**
 * What a reply template can leave open, and who fills it: the case that is answered, or the person who answers, because
 * nobody else knows it.
 */
export const PLACEHOLDERS = {
  'customer.name': 'case',
  'agent.name': 'case',
  'organisation.name': 'case',
  'case.subject': 'case',
  /** By when the case is due next. */
  'due.date': 'case',
  /** The promise that is due next. */
  'promise.date': 'case',
  'promise.text': 'case',
  /** The options on offer, one a line, numbered. */
  options: 'case',
  'compensation.text': 'case',
  'compensation.expires': 'case',
  /** Where the public review stands that began the case. */
  'review.url': 'case',
  /** The problem, in own words. */
  problem: 'person',
  solution: 'person',
  question: 'person',
  /** What has changed since the customer left. */
  change: 'person',
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;
export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as Placeholder[];

export type TemplateValues = { readonly [Name in Placeholder]?: string | null };

const OPEN = /\{\{\s*([^{}]*?)\s*\}\}/g;

export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

/** The names between {{ and }}, in the order of the text, each once. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(OPEN)].map(([, name = '']) => name))];
}

/**
 * Fills what has a value, in one pass: a value that looks like a placeholder stays what it is. What has none is left
 * standing and named in `missing`; a text with missing values is not to be sent.
 */
export function fill(text: string, values: TemplateValues): { text: string; missing: Placeholder[] } {
  const missing = new Set<Placeholder>();
  const filled = text.replace(OPEN, (written: string, name: string) => {
    const value = isPlaceholder(name) ? values[name]?.trim() : undefined;
    if (value !== undefined && value !== '') return value;
    if (isPlaceholder(name)) missing.add(name);
    return written;
  });
  return { text: filled, missing: [...missing] };
}
