import type { Alert } from '@earshot/contracts';

/** Fields that a heading of the house's own may stand for; the others are understood by their own names only. */
export const MAPPED_FIELDS = [
  'text',
  'sentAt',
  'authorName',
  'authorAddress',
  'subject',
  'rating',
  'language',
  'channel',
  'id',
  'url',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** How a file is to be read; kept for the next one of the same source. */
export interface ImportWords {
  /** Field → heading; a field that is missing is found by the usual names of its heading. */
  readonly map: Partial<Record<MappedField, string>>;
  readonly channel: Alert['channel'];
  /** Tokens such as `dd.MM.yyyy HH:mm`; empty: ISO 8601. */
  readonly timeFormat: string;
  /** IANA; empty: UTC. */
  readonly zone: string;
}

/**
 * The form as `POST /imports` takes it.
 * @param source the name of the source; the API finds it by that
 * @param headings what the file has, where that can be seen: a heading that was chosen for another file is left out
 */
export function importForm(
  file: File,
  words: ImportWords,
  { source, headings, dryRun }: { source: string; headings: readonly string[]; dryRun: boolean },
): FormData {
  const chosen = Object.entries(words.map).filter(
    ([, heading]) => heading.trim() !== '' && (headings.length === 0 || headings.includes(heading)),
  );
  const form = new FormData();
  const fields = { source, dryRun: String(dryRun), channel: words.channel, ...said(words), map: asJson(chosen) };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // The file comes last: what it is to be read by is known before it arrives.
  form.set('file', file, file.name);
  return form;
}

const asJson = (chosen: readonly (readonly [string, string])[]): string =>
  JSON.stringify(Object.fromEntries(chosen.map(([field, heading]) => [field, heading.trim()])));

const said = ({ timeFormat, zone }: ImportWords): Record<string, string> => ({
  ...(timeFormat.trim() === '' ? {} : { timeFormat: timeFormat.trim() }),
  ...(zone.trim() === '' ? {} : { zone: zone.trim() }),
});
