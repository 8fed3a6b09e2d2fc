import type { SeenReply } from '@earshot/domain';
import type { AnsweredMessage, OutgoingReply, ReplyReceipt } from '../connector.js';
import { plainText } from '../mail/plain-text.js';
import { readItem, type ApiItem, type ItemReader } from './api-item.js';
import { writtenAt } from './written-at.js';

/** The house's answer to a review, as a site shows it. */
interface ReviewAnswer {
  /** The external id of the review. */
  readonly reviewId: string;
  readonly date: Date | null;
  readonly text: string;
}

/** A reply whose place is known by its review alone. */
type ReplyToReview = Pick<OutgoingReply, 'text' | 'writtenAt'> & {
  readonly answers: Pick<AnsweredMessage, 'externalId'>;
};

/** Under which the house's own answer to a review is seen; sites allow one. */
export function reviewAnswerId(reviewId: string): string {
  return `${reviewId}#answer`;
}

/** The answer as what stops the review's clock. */
export function seenReviewAnswer({ reviewId, date, text }: ReviewAnswer, now: Date): SeenReply {
  const externalId = reviewAnswerId(reviewId);
  return {
    externalId,
    threadId: externalId,
    answers: [reviewId],
    sentAt: writtenAt(date, now).sentAt,
    automatic: false,
    recipients: [],
    subject: null,
    text: plainText(text),
  };
}

/** That the site has taken an answer, under the id by which it is seen later. */
export function reviewAnswerReceipt({ answers }: Pick<ReplyToReview, 'answers'>, sentAt: Date): ReplyReceipt {
  const externalId = reviewAnswerId(answers.externalId);
  return { externalId, threadId: externalId, sentAt };
}

/**
 * Whether the reply is what stands below its review.
 *
 * @param standing the words of the answer that the site shows now, if there is one
 */
export function foundReviewAnswer(outgoing: ReplyToReview, standing: string | null | undefined): ReplyReceipt | null {
  return standing?.trim() === outgoing.text.trim() ? reviewAnswerReceipt(outgoing, outgoing.writtenAt) : null;
}

/** How a site gives a review that has the house's answer inside it. */
interface AnsweredReviewReader<Review, Answer> {
  readonly reviews: ItemReader<Review>;
  readonly answers: ItemReader<Answer>;
  readonly hasAnswer: (raw: unknown) => boolean;
}

/** Reads each review and, behind it, the answer that it has. */
export function readAnsweredReviews<Review, Answer>(
  raws: readonly unknown[],
  { reviews, answers, hasAnswer }: AnsweredReviewReader<Review, Answer>,
  maxItemBytes: number,
): ApiItem[] {
  return raws.flatMap((raw) => [
    readItem(raw, reviews, maxItemBytes),
    ...(hasAnswer(raw) ? [readItem(raw, answers, maxItemBytes)] : []),
  ]);
}
