import {
  leftAside,
  readItem,
  receiveGraphDelivery,
  type ApiItem,
  type Delivery,
  type DeliveryContext,
  type GraphChange,
  type Received,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { accountOf } from './account.js';
import { commentReader } from './comment-mapper.js';
import type { InstagramOptions } from './instagram-options.js';

/** https://developers.facebook.com/docs/graph-api/webhooks/reference/instagram#comments */
const FIELDS = new Set(['comments', 'live_comments']);
const change = z.looseObject({ media: z.object({ id: z.string() }), timestamp: z.unknown().optional() });

/** Takes what Instagram tells of the account: new comments, without a time of their own. */
export function receiveComment(options: InstagramOptions, delivery: Delivery, context: DeliveryContext): Received {
  const item = ({ field, value, time }: GraphChange): ApiItem => {
    if (!FIELDS.has(field)) return leftAside('other-change');
    const read = change.safeParse(value);
    const raw = read.success ? { timestamp: time, ...read.data, mediaId: read.data.media.id } : value;
    return readItem(raw, commentReader(accountOf(options, context.now)), context.maxItemBytes);
  };
  return receiveGraphDelivery({ object: 'instagram', id: options.accountId, item }, delivery, context);
}
