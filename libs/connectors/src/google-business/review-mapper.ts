import {
  apiDate,
  hasField,
  reviewAnswerId,
  reviewMessage,
  seenReviewAnswer,
  type ItemReader,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { customersWords } from './customers-words.js';

const STARS: Readonly<Record<string, number>> = { ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5 };

/** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews */
export const review = z.object({
  reviewId: z.string().min(1).max(400),
  reviewer: z.object({ displayName: z.string().nullish(), isAnonymous: z.boolean().nullish() }).nullish(),
  starRating: z.string().nullish(),
  /** Left out where somebody left only stars. */
  comment: z.string().nullish(),
  createTime: z.unknown().optional(),
  updateTime: z.unknown().optional(),
});
export const answered = review.pick({ reviewId: true, createTime: true, updateTime: true }).extend({
  reviewReply: z.object({ comment: z.string(), updateTime: z.unknown().optional() }).nullish(),
});
type Review = z.output<typeof review>;

/** Under which a review is stored: its place, needed for answering, and its id there. */
export function externalIdOf(locationId: string, reviewId: string): string {
  return `${locationId}/${reviewId}`;
}

export function reviewReader(locationId: string, now: Date): ItemReader<Review> {
  return {
    noun: 'review',
    schema: review,
    idOf: (raw) => shownId(locationId, raw),
    map: (read) => {
      const at = writtenTime(read);
      const message = reviewMessage(
        {
          id: externalIdOf(locationId, read.reviewId),
          revision: at?.toISOString() ?? null,
          authorName: read.reviewer?.isAnonymous === true ? null : (read.reviewer?.displayName ?? null),
          namespace: 'google.com',
          date: at,
          title: null,
          text: customersWords(read.comment ?? ''),
          language: null,
          rating: STARS[read.starRating ?? ''] ?? null,
          url: null,
        },
        now,
      );
      return { at, outcome: { message } };
    },
  };
}

/** The reader of a review that tells its place itself; `null` for one with its answer, which would be left behind. */
export function namedReviewReader(now: Date, raw: unknown): ItemReader<Review> | null {
  const name = hasField(raw, 'name') ? String(raw.name) : '';
  const locationId = /^accounts\/\d+\/locations\/(\d+)\/reviews\//.exec(name)?.[1];
  return locationId === undefined || hasAnswer(raw) ? null : reviewReader(locationId, now);
}

export function answerReader(locationId: string, now: Date): ItemReader<z.output<typeof answered>> {
  return {
    noun: 'answer',
    schema: answered,
    idOf: (raw) => reviewAnswerId(String(shownId(locationId, raw))),
    map: (read) => {
      const at = writtenTime(read);
      if (!read.reviewReply) return { at, outcome: { skipped: 'no-answer' } };
      const { comment, updateTime } = read.reviewReply;
      const reviewId = externalIdOf(locationId, read.reviewId);
      const answer = { reviewId, date: apiDate(updateTime), text: customersWords(comment) };
      return { at, outcome: { reply: seenReviewAnswer(answer, now) } };
    },
  };
}

export function hasAnswer(raw: unknown): boolean {
  return hasField(raw, 'reviewReply') && raw.reviewReply !== null;
}

/** A changed review speaks of now; the list is ordered by this time. */
function writtenTime({ createTime, updateTime }: Pick<Review, 'createTime' | 'updateTime'>): Date | null {
  return apiDate(updateTime) ?? apiDate(createTime);
}

function shownId(locationId: string, raw: unknown): unknown {
  const { reviewId } = raw as { reviewId?: unknown };
  return typeof reviewId === 'string' ? externalIdOf(locationId, reviewId) : reviewId;
}
