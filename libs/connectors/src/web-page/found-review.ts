import { createHash } from 'node:crypto';

/** The house's answer below a review, as the page writes it. */
export interface FoundAnswer {
  readonly author: string | null;
  /** Whether the page says that an organisation wrote it, or names nobody. */
  readonly byHouse: boolean;
  readonly text: string;
  readonly date: string | null;
}

/** A review as it stands in a page: plain text as it is written there, `null` for what is missing. */
export interface FoundReview {
  /** The page's own name for it. */
  readonly id: string | null;
  readonly url: string | null;
  readonly author: string | null;
  /** Where the author's own page is, which names them. */
  readonly authorUrl: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly date: string | null;
  readonly modified: string | null;
  /** 1..5 */
  readonly rating: number | null;
  readonly language: string | null;
  readonly answers: readonly FoundAnswer[];
  /** Of its words as they stand in the page. */
  readonly bytes: number;
}

export interface NamedReview extends FoundReview {
  /** The same on every reading; at most 512 characters. */
  readonly externalId: string;
}

/** Longer ids are hashed: `externalId` holds 512 characters. */
const MAX_ID_LENGTH = 500;

/**
 * The reviews of a page, each with an id. An id that several of them share names none of them. A review without one is
 * known by its author and its time where it has a time of day, and else also by its words: two customers of one name may
 * write on one day.
 */
export function namedReviews(reviews: readonly FoundReview[]): NamedReview[] {
  const ids = countsOf(reviews.flatMap(({ id }) => (id === null ? [] : [id])));
  const moments = countsOf(reviews.map(momentOf).flatMap((moment) => (moment === null ? [] : [moment])));
  return reviews.map((review) => {
    const moment = momentOf(review);
    const id = review.id !== null && ids.get(review.id) === 1 ? review.id : null;
    if (id !== null) return { ...review, externalId: id.length > MAX_ID_LENGTH ? hashed(id) : id };
    if (moment !== null && moments.get(moment) === 1) return { ...review, externalId: hashed(moment) };
    const words = JSON.stringify([review.author, review.date, review.title, review.text]);
    return { ...review, externalId: hashed(words) };
  });
}

/** A time of day beside the date. */
const TIMED = /\d{1,2}:\d{2}|^\d{10,13}$/;

function momentOf({ author, date }: FoundReview): string | null {
  return author !== null && date !== null && TIMED.test(date) ? JSON.stringify([author, date]) : null;
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function hashed(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
