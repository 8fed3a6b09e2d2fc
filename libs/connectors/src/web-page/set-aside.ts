import { MAX_RAW_BYTES, textMark, type ApiItem } from '@earshot/connector-kit';
import type { NamedReview } from './found-review.js';

/** What says to be JSON-LD and cannot be read, as an item for quarantine; the same script is the same item. */
export function damagedScript(script: string, where: string): ApiItem {
  const mark = textMark(script);
  return setAside(`damaged:${mark}`, null, 'unparsable', `The JSON-LD on ${where} cannot be read`, script);
}

/** A review of more than `maxBytes`; others of its page are read. */
export function tooLargeReview({ externalId, text, bytes }: NamedReview, maxBytes: number): ApiItem {
  const detail = `The review has ${bytes} bytes; at most ${maxBytes} are read`;
  return setAside(`large:${textMark(externalId)}`, externalId, 'too-large', detail, text ?? '');
}

function setAside(key: string, externalId: string | null, reason: string, detail: string, raw: string): ApiItem {
  const kept = Buffer.from(raw).subarray(0, MAX_RAW_BYTES);
  return { key, at: null, outcome: { rejected: { externalId, reason, detail, raw: kept } } };
}
