/**
 * The `code` of a system or library error (`ECONNREFUSED`, `ENOENT`, `Z_DATA_ERROR` …), or `null`. Not by `instanceof`:
 * errors can come from another realm.
 */
export function errorCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}
