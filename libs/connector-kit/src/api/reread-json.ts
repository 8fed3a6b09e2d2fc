import { MAX_RAW_BYTES, type RereadItem } from '../connector.js';
import { readItem, type ItemReader } from './api-item.js';

/**
 * Reads an item of the quarantine again as it would be read from an API's list; for `ConnectorDefinition.reread` of
 * channels whose reader needs nothing but the options.
 *
 * @param readerOf the reader of this raw form, which tells from which of the channel's lists it came; `null` where it holds
 *   more than one item (a review with its answer), of which one alone would be stored, or where it does not tell whether the
 *   house itself wrote it
 * @returns resolves to `null` where the raw form is no JSON or has no reader
 */
export function rereadJson<Options>(
  readerOf: (options: Options, now: Date, raw: unknown) => ItemReader<unknown> | null,
): (options: Options, raw: Uint8Array, now: Date) => Promise<RereadItem | null> {
  return (options, raw, now) => Promise.resolve(reread(raw, (item) => readerOf(options, now, item)));
}

function reread(bytes: Uint8Array, readerFor: (raw: unknown) => ItemReader<unknown> | null): RereadItem | null {
  const raw = parsed(bytes);
  const reader = raw === undefined ? null : readerFor(raw);
  if (reader === null) return null;
  const { outcome } = readItem(raw, reader, MAX_RAW_BYTES);
  return 'removed' in outcome ? { skipped: 'removed' } : outcome;
}

/** `undefined` is no value of JSON. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
