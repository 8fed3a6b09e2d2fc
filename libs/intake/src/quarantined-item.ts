import { createHash } from 'node:crypto';
import { MAX_RAW_BYTES, type RejectedItem } from '@earshot/connector-kit';
import type { QuarantinedItem } from '@earshot/domain';

/** The same bad item read again has the same key: its id, or a hash of what was read where even the id is unreadable. */
export function quarantinedItem(item: RejectedItem): QuarantinedItem {
  const raw = item.raw === null ? null : item.raw.subarray(0, MAX_RAW_BYTES);
  const identity = item.externalId ?? `${item.reason}\n${item.detail}`;
  const hash = createHash('sha256').update(identity);
  if (item.externalId === null && raw !== null) hash.update(raw);
  return {
    itemKey: hash.digest('hex'),
    externalId: item.externalId === null ? null : clean(item.externalId, 512),
    reason: clean(item.reason, 100),
    detail: clean(item.detail, 2_000),
    raw,
  };
}

function clean(value: string, length: number): string {
  return value.slice(0, length).replaceAll('\u0000', '\uFFFD').toWellFormed();
}
