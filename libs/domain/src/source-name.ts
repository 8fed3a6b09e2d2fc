/**
 * Control, format (bidirectional marks, zero-width characters), private-use and unassigned characters, lone surrogates,
 * line and paragraph separators (Unicode general categories C, Zl and Zp).
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** What keeps a text from being the name of a source, as the rest of a sentence; `null` when nothing does. */
export function sourceNameFault(name: string): string | null {
  const found = UNSEEN.exec(name)?.[0];
  if (found === undefined) return null;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `holds the character U+${code}, which nobody sees: two names that look the same must be the same; leave it out`;
}

/** Whether people would take the two for one: they differ in case, spacing or compatibility forms at most. */
export function isSameSourceName(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

/** What is wrong with a name beside another one that it would be taken for. */
export function takenNameFault(name: string, other: string): string {
  return name === other
    ? `'${name}' is taken; names must differ`
    : `'${name}' differs from '${other}' in the case or the form of letters only; names must differ by more than that`;
}

/** Upper case first: it makes one of what lower case keeps apart, ß and SS. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
}
