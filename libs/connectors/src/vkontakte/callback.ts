import {
  deliveredJson,
  deliveredPage,
  isSameSecret,
  readItem,
  type ApiItem,
  type Delivery,
  type DeliveryContext,
  type Received,
} from '@earshot/connector-kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { entryReader } from './comment-mapper.js';
import { postInTopic, topicPlace, topicReader } from './topic-mapper.js';
import type { VkontakteOptions } from './vkontakte-options.js';

/** https://dev.vk.com/ru/api/callback/getting-started */
const event = z.object({
  type: z.string(),
  group_id: z.int(),
  secret: z.string().optional(),
  event_id: z.string().min(1).max(200).optional(),
  object: z.record(z.string(), z.unknown()).optional(),
});
type Event = z.output<typeof event>;

/** What the service wants to hear of everything but the confirmation; anything else and it sends the event again. */
const TAKEN = 'ok';

const WRITTEN = new Set(['wall_post_new', 'wall_reply_new', 'wall_reply_edit', 'wall_reply_restore']);
const WRITTEN_IN_TOPIC = new Set(['board_post_new', 'board_post_edit', 'board_post_restore']);
const inTopic = z.object({ id: z.int(), topic_id: z.int() });

/** Takes events of the community's Callback API. */
export function receiveEvent(options: VkontakteOptions, delivery: Delivery, context: DeliveryContext): Received {
  const read = event.safeParse(deliveredJson(delivery.body));
  if (delivery.method !== 'POST' || !read.success || read.data.group_id !== options.communityId)
    return { kind: 'foreign' };
  const secret = context.secrets['callbackSecret'];
  // The confirmation is asked for before there is a secret, and proves that the address is ours, not who asks.
  if (read.data.type === 'confirmation') {
    const isTheirs = read.data.secret === undefined || isSameSecret(read.data.secret, secret);
    return options.confirmationCode !== null && isTheirs
      ? { kind: 'greeting', answer: options.confirmationCode }
      : { kind: 'foreign' };
  }
  if (!isSameSecret(read.data.secret, secret)) return { kind: 'foreign' };
  const deliveryId = read.data.event_id ?? createHash('sha256').update(delivery.body).digest('base64url');
  return {
    kind: 'page',
    page: deliveredPage([itemOf(read.data, options, context)], `vk:${deliveryId}`),
    answer: TAKEN,
  };
}

function itemOf({ type, group_id, object = {} }: Event, options: VkontakteOptions, context: DeliveryContext): ApiItem {
  const wall = { names: new Map<number, string>(), communityId: options.communityId, now: context.now };
  const reader = entryReader(wall);
  const topic = inTopic.safeParse(object);
  if (WRITTEN_IN_TOPIC.has(type)) {
    const placed = postInTopic(group_id, topic.data?.topic_id ?? 0, object);
    return readItem(placed, topicReader(wall), context.maxItemBytes);
  }
  if (type === 'board_post_delete' && topic.success)
    return removed(topicPlace(group_id, topic.data.topic_id, topic.data.id));
  // Events name the owner of the wall apart from the comment, and of what was taken away give the place only.
  const placed = { ...object, owner_id: object['owner_id'] ?? object['post_owner_id'] };
  if (WRITTEN.has(type)) return readItem(placed, reader, context.maxItemBytes);
  if (type === 'wall_reply_delete')
    return readItem({ from_id: 0, text: '', ...placed, deleted: true }, reader, context.maxItemBytes);
  return { key: type, at: null, outcome: { skipped: 'other-event' } };
}

function removed(externalId: string): ApiItem {
  return { key: `removed ${externalId}`, at: null, outcome: { removed: externalId } };
}
