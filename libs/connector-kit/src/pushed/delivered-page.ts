import type { ApiItem } from '../api/api-item.js';
import { pageOfItems } from '../api/page-of-items.js';
import type { DeliveredPage } from './delivery.js';

/** The items of a delivery as a page. @param deliveryId the same when the service sends it again */
export function deliveredPage(items: readonly ApiItem[], deliveryId: string): DeliveredPage {
  const { messages, replies, rejected, skipped, removed } = pageOfItems([...items].reverse(), 0, null, null);
  return { messages, replies, rejected, skipped, deliveryId, ...(removed !== undefined && { removed }) };
}

/** The JSON of a delivery; `null` when it is none, or not UTF-8. */
export function deliveredJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
