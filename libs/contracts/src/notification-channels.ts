import {
  CHANNEL_KINDS,
  CHANNEL_STATES,
  DELIVERY_STATES,
  isZone,
  NOTIFICATION_EVENTS,
  PERSONAL_EVENTS,
  ROLES,
  SEVERITIES,
  sourceNameFault,
} from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf } from './common.js';
import { INTERFACE_LANGUAGES } from './session.js';

/** Judged as those of sources are: nothing that nobody sees, which would turn round what stands after it. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .superRefine((name, context) => {
    const fault = sourceNameFault(name);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });
const unique = <Item extends z.ZodType>(item: Item, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length, 'must hold nothing twice');

/** Written only: it is kept encrypted and never shown again. */
const Address = z
  .string()
  .max(2_000)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  }, 'must be an address such as https://hooks.example.org/…, without a user name or password');

/** How a channel's messages are written. */
const Manner = z.strictObject({
  name: Name,
  language: z
    .string()
    .regex(new RegExp(`^(${INTERFACE_LANGUAGES.join('|')})$`), `must be one of ${INTERFACE_LANGUAGES.join(', ')}`),
  zone: z.string().refine(isZone, 'must be a time zone such as Europe/Helsinki'),
  /** Whether customers' names and subjects stand in its messages; what they wrote never does. */
  showsCustomers: z.boolean(),
  /** Minutes between two messages to a chat; a critical matter does not wait. Webhooks get each matter at once. */
  everyMinutes: z.int().min(0).max(1_440),
});

export const AddChannelRequest = Manner.extend({ kind: z.enum(CHANNEL_KINDS), url: Address });
export type AddChannelRequest = z.infer<typeof AddChannelRequest>;

/** `url` only where it leads elsewhere from now on. */
export const ChangeChannelRequest = Manner.extend({ url: Address.optional(), enabled: z.boolean() });
export type ChangeChannelRequest = z.infer<typeof ChangeChannelRequest>;

export const ChannelView = z.object({
  ...Manner.shape,
  /** As an older version took it, until somebody saves it. */
  name: z.string(),
  id: Id,
  kind: z.enum(CHANNEL_KINDS),
  /** Where its address leads; the rest of it is secret. */
  host: z.string(),
  state: z.enum(CHANNEL_STATES),
  /** Since when it is failing or off; `null` while it is healthy, as are the reason and the next try. */
  since: Instant.nullable(),
  reason: z.string().nullable(),
  /** When a message is tried again by itself; `null` when none is. */
  nextTryAt: Instant.nullable(),
  disabledAt: Instant.nullable(),
  disabledReason: z.string().nullable(),
  /** Until when the old signing key signs too. */
  oldKeyUntil: Instant.nullable(),
  createdAt: Instant,
});
export type ChannelView = z.infer<typeof ChannelView>;

export const ChannelList = z.object({ items: z.array(ChannelView) });
export type ChannelList = z.infer<typeof ChannelList>;

/** With the key that signs a webhook, shown this once; `null` for a chat. */
export const ChannelWithKey = ChannelView.extend({ key: z.string().nullable() });
export type ChannelWithKey = z.infer<typeof ChannelWithKey>;

export const RotateKeyRequest = z.strictObject({
  /** How long the old key signs beside the new one. */
  overlapHours: z.int().min(0).max(168).default(24),
});
export type RotateKeyRequest = z.infer<typeof RotateKeyRequest>;

export const ChannelDeliveriesQuery = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ChannelDeliveriesQuery = z.infer<typeof ChannelDeliveriesQuery>;

export const ChannelDeliveryView = z.object({
  id: Id,
  state: z.enum(DELIVERY_STATES),
  test: z.boolean(),
  attempts: z.int(),
  /** What came of the last attempt that failed. */
  error: z.string().nullable(),
  /** How many matters it tells of. */
  matters: z.int(),
  /** The gravest of them, at most three: what happened, and the case or source that it is about. */
  about: z.array(
    z.object({
      event: z.enum(NOTIFICATION_EVENTS),
      caseId: Id.nullable(),
      source: z.object({ id: Id, name: z.string() }).nullable(),
    }),
  ),
  createdAt: Instant,
  nextTryAt: Instant.nullable(),
  settledAt: Instant.nullable(),
});
export type ChannelDeliveryView = z.infer<typeof ChannelDeliveryView>;

export const ChannelDeliveryPage = pageOf(ChannelDeliveryView);
export type ChannelDeliveryPage = z.infer<typeof ChannelDeliveryPage>;

/** One message by its id, also one that was sent; or all that failed and were made since. */
export const ReplayRequest = z
  .strictObject({ id: Id.optional(), since: Instant.optional() })
  .refine(({ id, since }) => (id === undefined) !== (since === undefined), {
    path: ['since'],
    message: "must be given, or else 'id'",
  });
export type ReplayRequest = z.infer<typeof ReplayRequest>;

export const ReplayAnswer = z.object({ again: z.int() });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;

/** What is told to whom, beside those whom the steps of escalation name. An empty list restricts nothing. */
export const RuleRequest = z
  .strictObject({
    name: Name,
    enabled: z.boolean(),
    events: unique(z.enum(NOTIFICATION_EVENTS), NOTIFICATION_EVENTS.length),
    minSeverity: z.enum(SEVERITIES),
    sourceIds: unique(Id, 200),
    channelIds: unique(Id, 50),
    roles: unique(z.enum(ROLES), ROLES.length),
    userIds: unique(Id, 200),
  })
  .refine(({ channelIds, roles, userIds }) => channelIds.length + roles.length + userIds.length > 0, {
    path: ['channelIds'],
    message: 'must name a channel, or else a role or a person must be named',
  })
  .refine(({ events }) => events.length === 0 || events.some((event) => !PERSONAL_EVENTS.includes(event)), {
    path: ['events'],
    message: `must hold more than ${PERSONAL_EVENTS.join(', ')}: of that only the person is told who began it`,
  });
export type RuleRequest = z.infer<typeof RuleRequest>;

export const RuleView = z.object({ ...RuleRequest.shape, name: z.string(), id: Id });
export type RuleView = z.infer<typeof RuleView>;

export const RuleList = z.object({ items: z.array(RuleView) });
export type RuleList = z.infer<typeof RuleList>;

/** Who would have been told by a rule in the last days. */
export const RulePreview = z.object({
  days: z.int(),
  /** How many matters it fits, of all that happened. */
  fitting: z.int(),
  of: z.int(),
  channels: z.array(z.object({ id: Id, name: z.string() })),
  people: z.array(z.object({ id: Id, name: z.string() })),
  events: z.array(z.object({ event: z.enum(NOTIFICATION_EVENTS), count: z.int() })),
});
export type RulePreview = z.infer<typeof RulePreview>;
