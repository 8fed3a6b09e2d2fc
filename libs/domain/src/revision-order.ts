/** A time of edit (`Date.toISOString`), or a number that a service counts up (its ids of 17 digits and more). */
const PLACE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z|\d{17,20})(?: (.+))?$/s;

interface RevisionParts {
  /** What orders it; empty before the first edit, `null` where only the words tell. */
  readonly place: string | null;
  /** Names the words; `null` where the place does. */
  readonly mark: string | null;
}

/**
 * Whether a reading is an edit: not the newest words again, and not earlier ones that are sent late.
 *
 * A revision is a time of edit in ISO 8601 (UTC, milliseconds) or a growing number of 17 to 20 digits, a mark of the words,
 * or both with a space between; empty before the first edit. Words that were never read are always an edit. Those that were
 * read before are one where they have come back: not when their place is before that of the newest.
 *
 * @param known the revisions that are stored, oldest first
 */
export function isEdit(revision: string, known: readonly string[]): boolean {
  const newest = known.at(-1);
  if (newest === undefined || !isKnownRevision(revision, known)) return true;
  if (isSame(revision, newest)) return false;
  const [read, last] = [partsOf(revision), partsOf(newest)];
  return read.place === null || last.place === null || !isBefore(read.place, last.place);
}

/** Whether these words, or this edit, have been read before. */
export function isKnownRevision(revision: string, known: readonly string[]): boolean {
  return known.some((earlier) => isSame(revision, earlier));
}

/** The revision of words that stood so at a time, where nobody tells when they were edited. */
export function markedRevision(mark: string, at: Date): string {
  return `${at.toISOString()} ${mark}`;
}

function isSame(revision: string, other: string): boolean {
  if (revision === other) return true;
  const { mark } = partsOf(revision);
  return mark !== null && mark === partsOf(other).mark;
}

function partsOf(revision: string): RevisionParts {
  if (revision === '') return { place: '', mark: null };
  const [, place = null, mark = null] = PLACE.exec(revision) ?? [];
  return place === null ? { place, mark: revision } : { place, mark };
}

/** Digits alone are numbers, and the shorter one is the lower; times have one length. */
function isBefore(place: string, other: string): boolean {
  return place.length === other.length ? place < other : place.length < other.length;
}
