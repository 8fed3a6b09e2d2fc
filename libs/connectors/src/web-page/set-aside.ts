import { MAX_RAW_BYTES, textMark, type ApiItem } from '@earshot/connector-kit';
import type { PageReview } from './review-mapper.js';

/** What says to be JSON-LD and cannot be read, as an item for quarantine; the same script is the same item. */
export function damagedScript(script: string, where: string): ApiItem {
  const mark = textMark(script);
  return setAside(`damaged:${mark}`, null, 'unparsable', `The JSON-LD on ${where} cannot be read`, script);
}

/** A review of more than `maxBytes`; others of its page are read. */
export function tooLargeReview(review: PageReview, maxBytes: number): ApiItem {
  const { externalId, bytes } = review;
  const detail = `The review has ${bytes} bytes; at most ${maxBytes} are read`;
  return setAside(`large:${textMark(externalId)}`, externalId, 'too-large', detail, JSON.stringify(review));
}

function setAside(key: string, externalId: string | null, reason: string, detail: string, raw: string): ApiItem {
  const kept = Buffer.from(raw).subarray(0, MAX_RAW_BYTES);
  return { key, at: null, outcome: { rejected: { externalId, reason, detail, raw: kept } } };
}
