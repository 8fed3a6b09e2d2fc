import { htmlToPlainText } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import type { FoundReview } from './found-review.js';
import type { Found, PageDocument } from './page-document.js';
import { splitPlace, type WebPageOptions } from './web-page-options.js';
import { writtenRating } from './written-rating.js';

/**
 * The reviews of a page that says nothing to machines, by the places that the source names.
 *
 * @param review selects one whole review
 * @throws ConnectorError `misconfigured` for a selector that is none
 */
export function selectedReviews($: PageDocument, review: string, options: WebPageOptions): FoundReview[] {
  return found($.root(), review)
    .toArray()
    .map((element) => reviewAt($(element), options));
}

function reviewAt(review: Found, options: WebPageOptions): FoundReview {
  const at = (place: string | undefined): string | null =>
    place === undefined ? null : plain(writtenAt(review, place));
  const answer = at(options.answer);
  const text = options.text === undefined ? review.html() : writtenAt(review, options.text);
  return {
    id: at(options.id),
    url: null,
    author: at(options.author),
    authorUrl: null,
    title: at(options.title),
    text: plain(text),
    date: at(options.date),
    modified: null,
    rating: writtenRating(at(options.rating), { worst: 1, best: options.ratingBest }),
    language: review.attr('lang') ?? null,
    answers: answer === null ? [] : [{ author: null, byHouse: true, text: answer, date: at(options.answerDate) }],
    bytes: Buffer.byteLength(text ?? ''),
  };
}

/** `selector`, `selector@attribute`, or `@attribute` of the review itself. */
function writtenAt(review: Found, place: string): string | null {
  const { selector, attribute } = splitPlace(place);
  const element = selector === '' ? review : found(review, selector).first();
  return (attribute === undefined ? element.html() : element.attr(attribute)) ?? null;
}

function plain(value: string | null): string | null {
  return value === null ? null : htmlToPlainText(value) || null;
}

/** @throws ConnectorError `misconfigured` */
export function found(within: Found, selector: string): Found {
  try {
    return within.find(selector);
  } catch (cause) {
    throw new ConnectorError('misconfigured', `'${selector}' is no CSS selector`, {
      cause,
      advice: 'Try it in the developer tools of a browser on the page: document.querySelectorAll("…").',
    });
  }
}
