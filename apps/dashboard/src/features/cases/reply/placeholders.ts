const OPEN = /\{\{\s*([^{}]*?)\s*\}\}/g;

export interface OpenPlaceholder {
  readonly name: string;
  /** UTF-16 offsets into the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What a template has left open, `{{like this}}`, each name once, where it first stands. */
export function openPlaceholders(text: string): OpenPlaceholder[] {
  const found = new Map<string, OpenPlaceholder>();
  for (const match of text.matchAll(OPEN)) {
    const name = match[1] ?? '';
    if (!found.has(name)) found.set(name, { name, start: match.index, end: match.index + match[0].length });
  }
  return [...found.values()];
}
