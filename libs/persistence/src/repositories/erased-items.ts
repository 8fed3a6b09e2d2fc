import type { TransactionHandle } from '@earshot/domain';

/** The mark of an item of a source: SHA-256 of the salt, the source's id and the item's own. Both are SQL expressions. */
export const erasedMark = (sourceId: string, itemId: string): string =>
  `sha256((select salt from erasure_salt) || convert_to(${sourceId}::text || ' ' || ${itemId}, 'UTF8'))`;

/** Those of the items that went with an erased customer: what is read of them again is not stored. */
export async function erasedAmong(
  sql: TransactionHandle,
  sourceId: string,
  itemIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (itemIds.length === 0) return new Set();
  const rows = await sql.query(
    `select wanted.id from unnest($2::text[]) as wanted(id)
     where exists (select from erased_items where source_id = $1)
       and exists (select from erased_items e where e.source_id = $1 and e.item_hash = ${erasedMark('$1::bigint', 'wanted.id')})`,
    [sourceId, itemIds],
  );
  return new Set(rows.map((row) => row.id as string));
}
