import { lookBackField, webAddressField } from '@earshot/connector-kit';
import { parse as parseSelector } from 'css-what';
import { IANAZone } from 'luxon';
import { z } from 'zod';

const selector = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((written) => isSelector(written), 'must be a CSS selector such as .review > p');

/** A CSS selector; behind `@` the attribute that holds the value, where it is not the text. */
const place = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine(
    (written) => isSelector(splitPlace(written).selector),
    'must be a CSS selector such as .stars, or one with an attribute such as .stars@data-rating',
  )
  .optional();

/** Reviews on HTML pages: where they stand and, where the pages do not say it themselves, how they are written. */
export const webPageOptions = z
  .strictObject({
    url: webAddressField('https://ratings.example/acme').describe('The page with the newest reviews.'),
    mayRead: z
      .literal(true, { error: 'you must have the right to read this page; see the description of this channel' })
      .describe('We may read this page: it is ours, or its owner or its terms allow it.'),
    channel: z.enum(['review', 'forum', 'social']).default('review').describe('What is written there.'),
    maxPages: z.number().int().min(1).max(500).default(20).describe('How many pages one poll reads at most.'),
    pauseSeconds: z
      .number()
      .min(0)
      .max(60)
      .default(2)
      .describe('How long to wait between two pages; longer where robots.txt asks for it.'),
    nextLink: selector
      .default('a[rel~="next"], link[rel~="next"]')
      .describe('CSS selector of the link to the next page.'),
    ownNames: z
      .array(z.string().trim().min(1).max(100))
      .max(50)
      .default([])
      .describe('Names under which you answer there: what they write is an answer of yours.'),
    review: selector
      .optional()
      .describe('Only where the pages say nothing to machines: CSS selector of one whole review.'),
    text: place.describe('Within a review: its words. Without it, all of it.'),
    title: place.describe('Within a review: its title.'),
    author: place.describe('Within a review: who wrote it.'),
    date: place.describe('Within a review: when, such as time@datetime.'),
    rating: place.describe('Within a review: the stars, such as .stars@data-rating.'),
    id: place.describe('Within a review: what names it, such as @id. Without it edits are not recognised.'),
    answer: place.describe('Within a review: your answer.'),
    answerDate: place.describe('Within a review: when you answered.'),
    ratingBest: z.number().min(2).max(100).default(5).describe('The most stars there are, where pages do not say it.'),
    dateFormat: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .optional()
      .describe('How dates are written where it is not ISO 8601, such as d. MMMM yyyy.'),
    locale: z
      .string()
      .trim()
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as fi or pt-BR')
      .optional()
      .describe('The language of names of months in dateFormat.'),
    zone: z
      .string()
      .trim()
      .refine((zone) => IANAZone.isValidZone(zone), 'must be a time zone such as Europe/Helsinki')
      .default('UTC')
      .describe('Of dates in dateFormat, such as Europe/Helsinki.'),
    lookBackHours: lookBackField(168),
  })
  .refine((given) => given.review !== undefined || WITHIN.every((name) => given[name] === undefined), {
    path: ['review'],
    error: 'must be set where the places within a review are',
  });

const WITHIN = ['text', 'title', 'author', 'date', 'rating', 'id', 'answer', 'answerDate'] as const;

/** The parts of a place: an empty selector is the review itself, no attribute its content. */
export function splitPlace(place: string): { readonly selector: string; readonly attribute: string | undefined } {
  const [, selector = '', attribute] = /^(.*?)(?:@([\w:-]+))?$/s.exec(place) ?? [];
  return { selector, attribute };
}

/** By its grammar; whether every pseudo-class is known shows when a page is read. */
function isSelector(written: string): boolean {
  try {
    parseSelector(written);
    return true;
  } catch {
    return false;
  }
}

export type WebPageOptions = z.output<typeof webPageOptions>;
