import { MAX_RAW_BYTES, textMark, type ApiItem } from '@earshot/connector-kit';

/** What says to be JSON-LD and cannot be read, as an item for quarantine; the same script is the same item. */
export function damagedScript(script: string, where: string): ApiItem {
  const mark = textMark(script);
  const raw = Buffer.from(script).subarray(0, MAX_RAW_BYTES);
  const detail = `The JSON-LD on ${where} cannot be read`;
  return {
    key: `damaged:${mark}`,
    at: null,
    outcome: { rejected: { externalId: null, reason: 'unparsable', detail, raw } },
  };
}
