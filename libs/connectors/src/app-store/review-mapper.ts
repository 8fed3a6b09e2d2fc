import {
  apiDate,
  hasField,
  reviewAnswerId,
  reviewMessage,
  seenReviewAnswer,
  textMark,
  type ItemReader,
} from '@earshot/connector-kit';
import { z } from 'zod';
import type { AppStoreOptions } from './app-store-options.js';

/** https://developer.apple.com/documentation/appstoreconnectapi/customerreview */
const review = z.object({
  id: z.string().min(1).max(200),
  attributes: z.object({
    rating: z.number().nullish(),
    title: z.string().nullish(),
    body: z.string().nullish(),
    reviewerNickname: z.string().nullish(),
    createdDate: z.unknown().optional(),
    territory: z.string().nullish(),
  }),
});

const label = z.object({ label: z.string() });
/** An entry of the public feed; one without stars is the app itself. */
const feedEntry = z.object({
  id: label,
  'im:rating': label.nullish(),
  title: label.nullish(),
  content: label.nullish(),
  updated: z.object({ label: z.unknown().optional() }).nullish(),
  author: z.object({ name: label.nullish() }).nullish(),
});

const NAMESPACE = 'apps.apple.com';

export function reviewReader(appId: string, now: Date): ItemReader<z.output<typeof review>> {
  return {
    noun: 'review',
    schema: review,
    idOf: (raw) => (raw as { id?: unknown }).id,
    map: ({ id, attributes }) => {
      const { rating, title, body, reviewerNickname, createdDate } = attributes;
      const at = apiDate(createdDate);
      const message = reviewMessage(
        {
          id,
          revision: textMark(title, body, String(rating)),
          authorName: reviewerNickname ? reviewerNickname : null,
          namespace: NAMESPACE,
          date: at,
          title: title ?? null,
          text: body ?? '',
          language: null,
          rating: rating ?? null,
          url: addressOf(appId),
        },
        now,
      );
      return { at, outcome: { message } };
    },
  };
}

export function feedReader(appId: string, now: Date): ItemReader<z.output<typeof feedEntry>> {
  return {
    noun: 'review',
    schema: feedEntry,
    idOf: (raw) => (raw as { id?: { label?: unknown } }).id?.label,
    map: (entry) => {
      const at = apiDate(entry.updated?.label);
      const stars = entry['im:rating']?.label;
      if (stars === undefined) return { at: null, outcome: { skipped: 'not-a-review' } };
      const [title, text] = [entry.title?.label ?? null, entry.content?.label ?? ''];
      const message = reviewMessage(
        {
          id: entry.id.label,
          revision: textMark(title, text, stars),
          authorName: entry.author?.name?.label ?? null,
          namespace: NAMESPACE,
          date: at,
          title,
          text,
          language: null,
          rating: /^[1-5]$/.test(stars) ? Number(stars) : null,
          url: addressOf(appId),
        },
        now,
      );
      return { at, outcome: { message } };
    },
  };
}

/** The reader of whatever the lists gave that these options read: the public feed has ids of its own. */
export function itemReader({ appId, issuerId }: AppStoreOptions, now: Date, raw: unknown): ItemReader<unknown> | null {
  const isOfFeed = hasField(raw, 'id') && hasField(raw.id, 'label');
  if (isOfFeed !== (issuerId === null)) return null;
  if (isOfFeed) return feedReader(appId, now);
  return hasField(raw, 'reviewId') ? answerReader(now) : reviewReader(appId, now);
}

/** An answer with the review it belongs to, as the connector puts them together. */
const answer = z.object({
  reviewId: z.string().min(1),
  at: z.unknown().optional(),
  attributes: z.object({ responseBody: z.string(), lastModifiedDate: z.unknown().optional() }),
});

export function answerReader(now: Date): ItemReader<z.output<typeof answer>> {
  return {
    noun: 'answer',
    schema: answer,
    idOf: (raw) => reviewAnswerId(String((raw as { reviewId?: unknown }).reviewId)),
    map: ({ reviewId, at, attributes }) => {
      const { responseBody, lastModifiedDate } = attributes;
      const reply = seenReviewAnswer({ reviewId, date: apiDate(lastModifiedDate), text: responseBody }, now);
      return { at: apiDate(at), outcome: { reply } };
    },
  };
}

function addressOf(appId: string): string {
  return `https://apps.apple.com/app/id${appId}?see-all=reviews`;
}
