import type { RowField } from '@earshot/connector-kit';

/** Which field each column holds; `null` for columns that are left aside. */
export type Heading = readonly (RowField | null)[];

/** A file that is no table may have a first line of any length: a fault that is read by people shows its beginning. */
const MOST_SHOWN = 30;
const LONGEST_SHOWN = 60;

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Other names under which the fields are met, written without spaces, signs and case. */
const SYNONYMS = new Map<string, RowField>(
  Object.entries({
    authorName: ['author', 'name', 'customer', 'customername'],
    authorAddress: ['email', 'mail', 'authoremail', 'address'],
    authorHandle: ['user', 'username', 'handle'],
    sentAt: ['date', 'time', 'created', 'createdat', 'received'],
    subject: ['title'],
    text: ['message', 'body', 'comment', 'complaint', 'feedback', 'review'],
    rating: ['stars', 'score'],
    language: ['lang'],
    url: ['link'],
    threadId: ['thread'],
    references: ['inreplyto'],
  } satisfies Partial<Record<RowField, string[]>>).flatMap(([field, names]) =>
    names.map((name) => [name, field as RowField]),
  ),
);

/** The delimiter that occurs most often outside quotes in the first line; a comma where there is none. */
export function sniffDelimiter(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"?/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0]!;
}

/**
 * Finds the fields of the columns: by `columns` first (headings the person named), else by the field's own name or a
 * usual other one. Of two columns for one field the first counts.
 */
export function readHeading(
  titles: readonly string[],
  columns: Partial<Record<RowField, string>>,
  fields: readonly RowField[],
): Heading {
  const named = new Map(Object.entries(columns).map(([field, title]) => [plain(title), field as RowField]));
  const taken = new Set<RowField>(named.values());
  const byName = new Map(fields.map((field) => [field.toLowerCase(), field]));
  return titles.map((title) => {
    const asked = named.get(plain(title));
    if (asked !== undefined) return asked;
    const found = byName.get(plain(title)) ?? SYNONYMS.get(plain(title)) ?? null;
    if (found === null || taken.has(found)) return null;
    taken.add(found);
    return found;
  });
}

/**
 * What is wrong with headings that a person named and that the file does not have, with those that it has; `null` where
 * all are there.
 */
export function missingHeadings(titles: readonly string[], columns: Partial<Record<RowField, string>>): string | null {
  const present = new Set(titles.map(plain));
  const missing = Object.entries(columns).filter(([, title]) => !present.has(plain(title)));
  if (missing.length === 0) return null;
  const named = missing.map(([field, title]) => `'${title}' (named for ${field})`).join(', ');
  return `the file has no heading ${named}; ${headingsOf(titles)}`;
}

/**
 * What is wrong with a heading row that says nowhere where the words of the messages stand.
 * @param brought by a person, who maps headings; else a source has options
 */
export function textMissing(titles: readonly string[], brought: boolean): string {
  const right = brought ? "or map 'text' to its heading" : 'or set the option columns';
  return `no column of the heading row holds the text of the messages; name that column 'text' ${right}; ${headingsOf(titles)}`;
}

/** The headings as a person finds them in the file. */
function headingsOf(titles: readonly string[]): string {
  const written = titles.map((title) => title.trim()).filter((title) => title !== '');
  const shown = written.slice(0, MOST_SHOWN).map((title) => `'${title.slice(0, LONGEST_SHOWN)}'`);
  if (written.length > MOST_SHOWN) shown.push(`… ${written.length} in all`);
  return shown.length === 0 ? 'it has no headings' : `its headings are ${shown.join(', ')}`;
}

function plain(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
