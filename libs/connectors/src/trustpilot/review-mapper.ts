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

const companyReply = z.object({ text: z.string(), createdAt: z.unknown().optional() });

/** https://documentation-apidocumentation.trustpilot.com/business-units-api */
const review = z.object({
  id: z.string().min(1).max(200),
  consumer: z.object({ id: z.string().nullish(), displayName: z.string().nullish() }).nullish(),
  stars: z.number(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  language: z.string().nullish(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
});
const answered = review.pick({ id: true, createdAt: true }).extend({ companyReply });

export function reviewReader(now: Date): ItemReader<z.output<typeof review>> {
  return {
    noun: 'review',
    schema: review,
    idOf,
    map: (read) => {
      const at = apiDate(read.createdAt);
      const message = reviewMessage(
        {
          id: read.id,
          revision: textMark(read.title, read.text, String(read.stars)),
          authorName: read.consumer?.displayName ?? null,
          authorHandle: read.consumer?.id ?? null,
          namespace: 'trustpilot.com',
          // An edited review was written when it was edited.
          date: apiDate(read.updatedAt) ?? at,
          title: read.title ?? null,
          text: read.text ?? '',
          language: read.language ?? null,
          rating: read.stars,
          url: `https://www.trustpilot.com/reviews/${encodeURIComponent(read.id)}`,
        },
        now,
      );
      return { at, outcome: { message } };
    },
  };
}

export function answerReader(now: Date): ItemReader<z.output<typeof answered>> {
  return {
    noun: 'answer',
    schema: answered,
    idOf: (raw) => reviewAnswerId(String(idOf(raw))),
    map: ({ id, createdAt, companyReply: answer }) => {
      const { text, createdAt: date } = answer;
      const reply = seenReviewAnswer({ reviewId: id, date: apiDate(date), text }, now);
      return { at: apiDate(createdAt), outcome: { reply } };
    },
  };
}

export function hasAnswer(raw: unknown): boolean {
  return hasField(raw, 'companyReply') && raw.companyReply !== null;
}

function idOf(raw: unknown): unknown {
  return (raw as { id?: unknown }).id;
}
