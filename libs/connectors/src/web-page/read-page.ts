import type { HttpResponse } from '@earshot/connector-kit';
import { namedReviews, type NamedReview } from './found-review.js';
import { jsonLdOf } from './json-ld.js';
import { microdataOf } from './microdata.js';
import { pageDocument } from './page-document.js';
import { reviewOfNode } from './review-of-node.js';
import type { SchemaNode } from './schema-node.js';
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
 * The reviews on a page: by the selectors where the source names one of reviews, else by JSON-LD, else by microdata. Where it
 * does, the other ways are not tried: they give the same reviews other ids, and would hide that the page has changed.
 *
 * @throws ConnectorError `unreadable` for markup that cannot be a page; `misconfigured` for a selector that is none
 */
export async function readPage(answer: HttpResponse, options: WebPageOptions): Promise<ReadPage> {
  const contentType = answer.headers['content-type'] ?? null;
  const $ = await pageDocument(answer.body, contentType, new URL(answer.url).host);
  const language = $('html').attr('lang')?.trim();
  const base = {
    next: nextPage(found($.root(), options.nextLink).first().attr('href'), answer.url),
    language: language === undefined || language === '' ? null : language,
  };
  if (options.review !== undefined) {
    const reviews = namedReviews(selectedReviews($, options.review, options));
    return { ...base, damaged: [], reviews, by: reviews.length > 0 ? 'selectors' : null };
  }
  const jsonLd = jsonLdOf($);
  const ways: readonly (readonly [NonNullable<ReadPage['by']>, () => readonly SchemaNode[]])[] = [
    ['JSON-LD', () => jsonLd.reviews],
    ['microdata', () => microdataOf($)],
  ];
  for (const [by, nodes] of ways) {
    const reviews = nodes().map((node) => reviewOfNode(node, options.ratingBest));
    if (reviews.length > 0) return { ...base, damaged: jsonLd.damaged, reviews: namedReviews(reviews), by };
  }
  return { ...base, damaged: jsonLd.damaged, reviews: [], by: null };
}

/** A link to another host leads away from what the operator may read. */
function nextPage(href: string | undefined, page: string): string | null {
  if (href === undefined || !URL.canParse(href, page)) return null;
  const next = new URL(href, page);
  next.hash = '';
  return next.origin === new URL(page).origin ? next.href : null;
}
