/** The zones that the browser knows, and the one in force, which it may know by another name. */
export function zonesWith(inForce: string): string[] {
  return [...new Set([inForce, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
