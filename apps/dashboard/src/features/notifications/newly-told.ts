/** More at once than a person reads in a corner of the screen; the list has the rest. */
const MOST_AT_ONCE = 5;

/**
 * What is to be shown of the newest notifications, the oldest first, and up to which id all is told then. Who has just
 * begun is not told of what lay there before.
 *
 * @param items newest first
 * @param toldUpTo a decimal id, or `null` before any
 */
export function newlyTold<Item extends { readonly id: string }>(
  items: readonly Item[],
  toldUpTo: string | null,
): { readonly show: readonly Item[]; readonly upTo: string } {
  const told = BigInt(toldUpTo ?? 0);
  const fresh = items.filter(({ id }) => BigInt(id) > told);
  const show = toldUpTo === null ? [] : fresh.slice(0, MOST_AT_ONCE).reverse();
  return { show, upTo: fresh[0]?.id ?? told.toString() };
}
