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
import { entryReader } from './entry-mapper.js';
import type { FacebookOptions } from './facebook-options.js';

/** https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed, as far as it is read here. */
const change = z.object({
  item: z.string(),
  verb: z.string(),
  post_id: z.string().nullish(),
  comment_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  from: z.unknown().optional(),
  message: z.unknown().optional(),
  created_time: z.unknown().optional(),
  post: z.object({ permalink_url: z.string().nullish() }).nullish(),
});
type Change = z.output<typeof change>;

const POSTS = new Set(['post', 'status', 'photo', 'video', 'share', 'link']);
const WRITTEN = new Set(['add', 'edit', 'edited', 'unhide']);

/** Takes what Facebook tells of the page. */
export function receivePageChange(options: FacebookOptions, delivery: Delivery, context: DeliveryContext): Received {
  const item = (told: GraphChange): ApiItem => itemOf(told, options, context);
  return receiveGraphDelivery({ object: 'page', id: options.pageId, item }, delivery, context);
}

function itemOf(told: GraphChange, { pageId }: FacebookOptions, { now, maxItemBytes }: DeliveryContext): ApiItem {
  if (told.field !== 'feed') return leftAside('other-change');
  const reader = entryReader({ pageId, now });
  const read = change.safeParse(told.value);
  if (!read.success) return readItem(told.value, reader, maxItemBytes);
  const isComment = read.data.item === 'comment';
  if (!isComment && !POSTS.has(read.data.item)) return leftAside('other-change');
  const externalId = (isComment ? read.data.comment_id : read.data.post_id) ?? null;
  // A post whose words changed stands under the same id.
  if (read.data.verb === 'remove' && externalId !== null)
    return { key: `removed ${externalId}`, at: null, outcome: { removed: externalId } };
  if (!WRITTEN.has(read.data.verb)) return leftAside('other-change');
  return readItem(asEntry(read.data, externalId, told.time), reader, maxItemBytes);
}

/** In the words of the Graph API, so that it is the same message whether it is pushed or polled. */
function asEntry(read: Change, externalId: string | null, time: unknown): Record<string, unknown> {
  const isComment = read.item === 'comment';
  const isNested = isComment && read.parent_id && read.parent_id !== read.post_id;
  return {
    id: externalId,
    postId: isComment ? read.post_id : null,
    message: read.message,
    from: read.from,
    created_time: read.created_time ?? time,
    parent: isNested ? { id: read.parent_id } : null,
    permalink_url: isComment ? null : read.post?.permalink_url,
  };
}
