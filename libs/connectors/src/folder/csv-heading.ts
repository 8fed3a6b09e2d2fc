import type { RowField } from '@earshot/connector-kit';

/** Which field each column holds; `null` for columns that are left aside. */
export type Heading = readonly (RowField | null)[];

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

function plain(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
