/**
 * An item of a list with what its list knows of it: the post that it stands below, the account that read it. So it can be
 * read anew without the list. What is no object is left as it is, to be rejected.
 */
export function withPlace(raw: unknown, place: Readonly<Record<string, unknown>>): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw, ...place } : raw;
}
