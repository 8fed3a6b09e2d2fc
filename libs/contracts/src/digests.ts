import { DIGEST_EDITIONS, DIGEST_FORMATS, DIGEST_STATES, isZone } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, LocalTime } from './common.js';

export const DigestEditionName = z.enum(DIGEST_EDITIONS);

const Zone = z.string().refine(isZone, 'must be a time zone such as Europe/Helsinki');
const Language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'must be a language tag such as fi');
const Weekday = z.int().min(1).max(7);
const unique = <Item extends z.ZodType>(item: Item, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length, 'must hold nothing twice');

/** Whose digests: one's own, or, for administrators, another reader's. */
export const DigestReaderQuery = z.strictObject({ user: Id.optional() });
export type DigestReaderQuery = z.infer<typeof DigestReaderQuery>;

/** How a reader wants an edition; what is `null` is their own or the house's, an empty list restricts nothing. */
export const SaveDigestRequest = z.strictObject({
  enabled: z.boolean(),
  localTime: LocalTime,
  /** ISO weekdays, Monday is 1; the weekly edition comes on the first of them. */
  days: unique(Weekday, 7).min(1),
  /** On a day off, the daily edition is left out and the others come on the next working day. */
  workingDaysOnly: z.boolean(),
  calendar: z.string().min(1).max(100).nullable(),
  zone: Zone.nullable(),
  /** One of en, fi, lv, sl, id, ru, with or without a region. */
  language: Language.nullable(),
  format: z.enum(DIGEST_FORMATS),
  scope: z.strictObject({ sourceIds: unique(Id, 200), languages: unique(Language, 50), ownerIds: unique(Id, 200) }),
});
export type SaveDigestRequest = z.infer<typeof SaveDigestRequest>;

export const DigestView = SaveDigestRequest.extend({
  edition: DigestEditionName,
  user: z.object({ id: Id, name: z.string() }),
  /** `null` when it was never set up; then the others are what it would begin with. */
  id: Id.nullable(),
  /** Since when nothing is sent because it came back; saving it again ends that. */
  pausedAt: Instant.nullable(),
  pauseReason: z.string().nullable(),
  /** When the next edition comes; `null` when none does: never set up, switched off, paused, or its reader's role has none. */
  nextAt: Instant.nullable(),
});
export type DigestView = z.infer<typeof DigestView>;

export const DigestDeliveryView = z.object({
  id: Id,
  edition: DigestEditionName,
  /** The day, the Monday of the week or the first of the month. */
  period: z.string(),
  /** Somebody wanted to see it; there may be several of a day. */
  test: z.boolean(),
  state: z.enum(DIGEST_STATES),
  attempts: z.int(),
  error: z.string().nullable(),
  claimedAt: Instant,
  sentAt: Instant.nullable(),
});
export type DigestDeliveryView = z.infer<typeof DigestDeliveryView>;

/** A reader's editions in order, and the last deliveries, newest first. */
export const DigestsView = z.object({ editions: z.array(DigestView), deliveries: z.array(DigestDeliveryView) });
export type DigestsView = z.infer<typeof DigestsView>;

/** Everybody's subscriptions, for administrators. */
export const DigestSubscriptionsView = z.object({ items: z.array(DigestView) });
export type DigestSubscriptionsView = z.infer<typeof DigestSubscriptionsView>;

/** What would be sent now, without the links that act. */
export const DigestPreview = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type DigestPreview = z.infer<typeof DigestPreview>;

export const DigestTestAnswer = z.object({ to: z.string() });
export type DigestTestAnswer = z.infer<typeof DigestTestAnswer>;
