export interface TemplateIssue {
  readonly kind: 'unknown' | 'torn' | 'empty';
  /** What stands between the braces; empty for `torn` and `empty`. */
  readonly name: string;
  /** Counted from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

const WHOLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with a template while it is being written, with its place; the server checks again. */
export function templateIssues(text: string, known: ReadonlySet<string>): TemplateIssue[] {
  if (text.trim() === '') return [{ kind: 'empty', name: '', line: 1, column: 1 }];
  return text.split('\n').flatMap((line, index) => issuesOf(line, index + 1, known));
}

function issuesOf(text: string, line: number, known: ReadonlySet<string>): TemplateIssue[] {
  const unknown = [...text.matchAll(WHOLE)]
    .filter(([, name = '']) => !known.has(name))
    .map((match): TemplateIssue => ({ kind: 'unknown', name: match[1] ?? '', line, column: match.index + 1 }));
  // Blanked out, so that what is left of the braces keeps its place.
  const torn = /\{\{|\}\}/.exec(text.replace(WHOLE, (whole) => ' '.repeat(whole.length)));
  return torn === null ? unknown : [...unknown, { kind: 'torn', name: '', line, column: torn.index + 1 }];
}
