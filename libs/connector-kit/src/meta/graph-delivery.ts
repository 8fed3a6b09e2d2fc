import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { unparsableItem, type ApiItem } from '../api/api-item.js';
import { deliveredJson, deliveredPage } from '../pushed/delivered-page.js';
import type { Delivery, DeliveryContext, Received } from '../pushed/delivery.js';
import { isSameSecret } from '../pushed/same-secret.js';

/**
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started. Meta puts up to 1000 changes into one
 * notification, so each entry and each change is read by itself: one of another form must not cost the others.
 */
const notification = z.object({ object: z.string(), entry: z.array(z.unknown()) });
const entry = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  time: z.unknown().optional(),
  changes: z.array(z.unknown()).default([]),
});
const change = z.object({ field: z.string(), value: z.unknown().refine((value) => value !== undefined, 'is missing') });

/** One thing that has changed. */
export interface GraphChange {
  readonly field: string;
  readonly value: unknown;
  /** When it was told; services that give no time of their own mean this one. */
  readonly time: unknown;
}

export interface GraphSubscription {
  /** What kind of thing notifications are about: `page`, `instagram`. */
  readonly object: string;
  /** The one whose changes are meant; those of others of the same application are left aside. */
  readonly id: string;
  item(change: GraphChange): ApiItem;
}

/**
 * Takes deliveries of Meta's webhooks: echoes `hub.challenge` to who knows the secret `verifyToken`, and reads changes that
 * are signed with the secret `appSecret` (`X-Hub-Signature-256`, over the bytes of the body).
 */
export function receiveGraphDelivery(
  subscription: GraphSubscription,
  delivery: Delivery,
  context: Pick<DeliveryContext, 'secrets'>,
): Received {
  const { secrets } = context;
  if (delivery.method === 'GET') return greeting(delivery, secrets['verifyToken']);
  if (!isSigned(delivery, secrets['appSecret'])) return { kind: 'foreign' };
  const read = notification.safeParse(deliveredJson(delivery.body));
  if (!read.success || read.data.object !== subscription.object)
    return { kind: 'unreadable', detail: `The delivery must be a notification about a ${subscription.object}` };
  const items = read.data.entry.flatMap((raw) => changesOf(raw, subscription));
  const deliveryId = `meta:${createHash('sha256').update(delivery.body).digest('base64url')}`;
  return { kind: 'page', page: deliveredPage(items, deliveryId), answer: 'EVENT_RECEIVED' };
}

function changesOf(raw: unknown, subscription: GraphSubscription): ApiItem[] {
  const read = entry.safeParse(raw);
  if (!read.success) return [unparsableItem(raw, { noun: 'entry', idOf: noId }, read.error)];
  const { id, time, changes } = read.data;
  return changes.map((told) => {
    if (id !== subscription.id) return leftAside('other-account');
    const { success, data, error } = change.safeParse(told);
    return success ? subscription.item({ ...data, time }) : unparsableItem(told, { noun: 'change', idOf: noId }, error);
  });
}

/** An entry has the id of the page, a change none. */
function noId(): null {
  return null;
}

export function leftAside(reason: string): ApiItem {
  return { key: reason, at: null, outcome: { skipped: reason } };
}

function greeting({ query }: Delivery, verifyToken: string | undefined): Received {
  const challenge = query['hub.challenge'] ?? '';
  const isTheirs = query['hub.mode'] === 'subscribe' && isSameSecret(query['hub.verify_token'], verifyToken);
  // What is echoed must not be of a stranger's making beyond a number or word.
  return isTheirs && /^[\w-]{1,200}$/.test(challenge) ? { kind: 'greeting', answer: challenge } : { kind: 'foreign' };
}

function isSigned({ headers, body }: Delivery, appSecret: string | undefined): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-hub-signature-256'] ?? '')?.[1];
  if (given === undefined || appSecret === undefined || appSecret === '') return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', appSecret).update(body).digest());
}
