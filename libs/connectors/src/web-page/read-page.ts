import type { HttpResponse } from '@earshot/connector-kit';
import { namedReviews, type FoundReview, type NamedReview } from './found-review.js';
import { jsonLdOf } from './json-ld.js';
import { microdataOf } from './microdata.js';
import { pageDocument } from './page-document.js';
import { reviewOfNode } from './review-of-node.js';
import { found, selectedReviews } from './selected-reviews.js';
import type { WebPageOptions } from './web-page-options.js';

export interface ReadPage {
  /** As the page orders them. */
  readonly reviews: readonly NamedReview[];
  /** Where they were found. */
  readonly by: 'selectors' | 'JSON-LD' | 'microdata' | null;
  /** Parts meant for machines that cannot be read. */
  readonly damaged: readonly string[];
  /** The next page on the same host, absolute; `null` at the end. */
  readonly next: string | null;
  readonly language: string | null;
}

/**
 * The reviews on a page: by the selectors that the source names, else by JSON-LD, else by microdata.
 *
 * @throws ConnectorError `unreadable` for markup that cannot be a page; `misconfigured` for a selector that is none
 */
export async function readPage(answer: HttpResponse, options: WebPageOptions): Promise<ReadPage> {
  const contentType = answer.headers['content-type'] ?? null;
  const $ = await pageDocument(answer.body, contentType, new URL(answer.url).host);
  const jsonLd = jsonLdOf($);
  const ways: readonly (readonly [NonNullable<ReadPage['by']>, () => FoundReview[]])[] = [
    ['selectors', () => selectedReviews($, options)],
    ['JSON-LD', () => jsonLd.reviews.map((node) => reviewOfNode(node, options.ratingBest))],
    ['microdata', () => microdataOf($).map((node) => reviewOfNode(node, options.ratingBest))],
  ];
  const language = $('html').attr('lang')?.trim();
  const base = { next: nextPage(found($.root(), options.nextLink).first().attr('href'), answer.url) };
  const rest = { damaged: jsonLd.damaged, language: language === undefined || language === '' ? null : language };
  for (const [by, read] of ways) {
    const reviews = read();
    if (reviews.length > 0) return { ...base, ...rest, reviews: namedReviews(reviews), by };
  }
  return { ...base, ...rest, reviews: [], by: null };
}

/** A link to another host leads away from what the operator may read. */
function nextPage(href: string | undefined, page: string): string | null {
  if (href === undefined || !URL.canParse(href, page)) return null;
  const next = new URL(href, page);
  next.hash = '';
  return next.origin === new URL(page).origin ? next.href : null;
}
