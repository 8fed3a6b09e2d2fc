import {
  apiDate,
  hasField,
  reviewAnswerId,
  reviewMessage,
  seenReviewAnswer,
  type ItemReader,
} from '@earshot/connector-kit';
import { z } from 'zod';

const stamp = z.object({ seconds: z.unknown().optional() }).nullish();
const userComment = z.object({
  text: z.string(),
  lastModified: stamp,
  starRating: z.number().nullish(),
  reviewerLanguage: z.string().nullish(),
});
const developerComment = z.object({ text: z.string(), lastModified: stamp });

/** https://developers.google.com/android-publisher/api-ref/rest/v3/reviews */
export const review = z.object({
  reviewId: z.string().min(1).max(400),
  authorName: z.string().nullish(),
  comments: z
    .array(z.object({ userComment: userComment.optional(), developerComment: developerComment.optional() }))
    .refine((comments) => comments.some((comment) => comment.userComment !== undefined), 'has no userComment'),
});
export type PlayReview = z.output<typeof review>;

export function reviewReader(packageName: string, now: Date): ItemReader<PlayReview> {
  return {
    noun: 'review',
    schema: review,
    idOf,
    map: (read) => {
      const { reviewId, authorName } = read;
      const comment = customersComment(read);
      const at = apiDate(comment.lastModified?.seconds);
      // Title and text come in one, parted by a tab.
      const [title, ...words] = comment.text.split('\t');
      const message = reviewMessage(
        {
          id: reviewId,
          revision: at?.toISOString() ?? null,
          authorName: authorName ? authorName : null,
          namespace: 'play.google.com',
          date: at,
          title: words.length > 0 && title ? title : null,
          text: words.length > 0 ? words.join('\t') : comment.text,
          language: comment.reviewerLanguage?.replace('_', '-') ?? null,
          rating: comment.starRating ?? null,
          url: `https://play.google.com/store/apps/details?id=${packageName}&reviewId=${encodeURIComponent(reviewId)}`,
        },
        now,
      );
      return { at, outcome: { message } };
    },
  };
}

/** The developer's answer stands in the review itself. */
export function answerReader(now: Date): ItemReader<PlayReview> {
  return {
    noun: 'answer',
    schema: review,
    idOf: (raw) => reviewAnswerId(String(idOf(raw))),
    map: (read) => {
      const answer = developersAnswer(read);
      const at = apiDate(customersComment(read).lastModified?.seconds);
      if (answer === undefined) return { at, outcome: { skipped: 'no-answer' } };
      const { reviewId } = read;
      const date = apiDate(answer.lastModified?.seconds);
      return { at, outcome: { reply: seenReviewAnswer({ reviewId, date, text: answer.text }, now) } };
    },
  };
}

/** What the customer says now; the schema sees to it that there is one. */
function customersComment({ comments }: PlayReview): z.output<typeof userComment> {
  return comments.findLast(({ userComment: words }) => words !== undefined)!.userComment!;
}

/** What the house answers now. */
export function developersAnswer({ comments }: PlayReview): z.output<typeof developerComment> | undefined {
  return comments.findLast(({ developerComment: words }) => words !== undefined)?.developerComment;
}

const commented = z.object({ comments: z.array(z.unknown()) });

export function hasAnswer(raw: unknown): boolean {
  const read = commented.safeParse(raw);
  return read.success && read.data.comments.some((comment) => hasField(comment, 'developerComment'));
}

function idOf(raw: unknown): unknown {
  return (raw as { reviewId?: unknown }).reviewId;
}
