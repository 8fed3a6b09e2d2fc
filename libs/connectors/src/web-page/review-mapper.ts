import {
  hasField,
  reviewAnswerId,
  reviewMessage,
  seenReviewAnswer,
  textMark,
  type ItemReader,
} from '@earshot/connector-kit';
import type { Author } from '@earshot/domain';
import { z } from 'zod';
import type { FoundAnswer, NamedReview } from './found-review.js';
import type { WebPageOptions } from './web-page-options.js';
import { writtenDate } from './written-date.js';

/** A review with what its page tells of all of them, so that it can be read again without the page. */
export interface PageReview extends NamedReview {
  readonly page: { readonly url: string; readonly language: string | null };
}

const words = z.string().nullable();
const pageReview: z.ZodType<PageReview> = z.object({
  externalId: z.string().min(1).max(512),
  id: words,
  url: words,
  author: words,
  authorUrl: words,
  title: words,
  text: words,
  date: words,
  modified: words,
  rating: z.number().nullable(),
  language: words,
  answers: z.array(z.object({ author: words, byHouse: z.boolean(), text: z.string(), date: words })),
  bytes: z.int(),
  page: z.object({ url: z.url(), language: words }),
});
const review = pageReview.refine(
  ({ text, title, rating }) => (text ?? title) !== null || rating !== null,
  'it has neither words nor stars',
);

const LANGUAGE = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/;

/** The reader of a review that was set aside; `null` for one with its answer, which would be left behind. */
export function itemReader(options: WebPageOptions, now: Date, raw: unknown): ItemReader<PageReview> | null {
  const read = pageReview.safeParse(raw);
  const isAnswered = read.success && ownAnswer(read.data, options.ownNames) !== null;
  return hasField(raw, 'page') && !isAnswered ? reviewReader(options, now) : null;
}

export function reviewReader(options: WebPageOptions, now: Date): ItemReader<PageReview> {
  return {
    noun: 'review',
    schema: review,
    idOf: (raw) => (raw as Partial<NamedReview>).externalId,
    map: (read) => {
      const { url, language } = read.page;
      const written = writtenDate(read.modified, options) ?? writtenDate(read.date, options);
      const said = [read.language, language].find((tag) => tag !== null && LANGUAGE.test(tag));
      const message = reviewMessage(
        {
          id: read.externalId,
          revision: textMark(read.title, read.text, String(read.rating)),
          authorName: read.author,
          namespace: new URL(url).host,
          date: written,
          title: read.title,
          text: read.text ?? '',
          language: said ?? null,
          rating: read.rating,
          url: webAddress(read.url, url) ?? url,
        },
        now,
      );
      const author = authorOf(read, message.author, url);
      return { at: written, outcome: { message: { ...message, channel: options.channel, author } } };
    },
  };
}

/** The house's answer to a review; pages show one. */
export function answerReader(to: NamedReview, options: WebPageOptions, now: Date): ItemReader<FoundAnswer> {
  const reviewId = to.externalId;
  return {
    noun: 'answer',
    schema: z.custom<FoundAnswer>(),
    idOf: () => reviewAnswerId(reviewId),
    map: ({ text, date }) => {
      const reply = seenReviewAnswer({ reviewId, date: writtenDate(date, options), text }, now);
      return { at: writtenDate(to.date, options), outcome: { reply } };
    },
  };
}

/** The last of the comments below a review that the house wrote. Other customers' comments are not read. */
export function ownAnswer({ answers }: NamedReview, ownNames: readonly string[]): FoundAnswer | null {
  const own = new Set(ownNames.map((name) => name.toLowerCase()));
  const isOwn = ({ author, byHouse }: FoundAnswer): boolean =>
    byHouse || (author !== null && own.has(author.toLowerCase()));
  return answers.findLast(isOwn) ?? null;
}

/** Names of customers are not unique; the address of their own page is. */
function authorOf({ authorUrl }: NamedReview, author: Author, page: string): Author {
  const handle = webAddress(authorUrl, page);
  return handle === null ? author : { ...author, handle, namespace: new URL(handle).host };
}

function webAddress(written: string | null, page: string): string | null {
  if (written === null || !URL.canParse(written, page)) return null;
  const { protocol, href } = new URL(written, page);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
