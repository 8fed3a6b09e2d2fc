import type { FoundAnswer, FoundReview } from './found-review.js';
import { isNode, listOf, plainWordOf, typesOf, wordOf, type SchemaNode } from './schema-node.js';
import { writtenRating } from './written-rating.js';

/** A review as JSON-LD or microdata describe it (https://schema.org/Review), in the many ways that pages use. */
export function reviewOfNode(node: SchemaNode, ratingBest: number): FoundReview {
  const body = wordOf(node['reviewBody']) ?? wordOf(node['description']) ?? wordOf(node['text']);
  return {
    id: idOf(node),
    url: wordOf(node['url']),
    author: nameOf(node['author']),
    authorUrl: urlOf(node['author']),
    title: plainWordOf(node['headline']) ?? plainWordOf(node['name']),
    text: plainWordOf(body),
    date: plainWordOf(node['datePublished']) ?? plainWordOf(node['dateCreated']),
    modified: plainWordOf(node['dateModified']),
    rating: ratingOf(node['reviewRating'], ratingBest),
    language: plainWordOf(node['inLanguage']),
    answers: listOf(node['comment']).filter(isNode).flatMap(answerOf),
    bytes: Buffer.byteLength(body ?? ''),
  };
}

/** A blank node's name (`_:b0`) is made anew with every page. */
function idOf(node: SchemaNode): string | null {
  const named = wordOf(node['@id']);
  if (named !== null && !named.startsWith('_:')) return named;
  const [identifier] = listOf(node['identifier']);
  return wordOf(isNode(identifier) && !('@value' in identifier) ? identifier['value'] : identifier);
}

function nameOf(author: unknown): string | null {
  const [first] = listOf(author);
  return isNode(first) && !('@value' in first) ? plainWordOf(first['name']) : plainWordOf(first);
}

function urlOf(author: unknown): string | null {
  const [first] = listOf(author);
  return isNode(first) ? (wordOf(first['url']) ?? wordOf(first['sameAs'])) : null;
}

function ratingOf(value: unknown, ratingBest: number): number | null {
  const [rating] = listOf(value);
  if (!isNode(rating)) return writtenRating(plainWordOf(rating), { worst: 1, best: ratingBest });
  const worst = numberOf(rating['worstRating']) ?? 1;
  const best = numberOf(rating['bestRating']) ?? ratingBest;
  return writtenRating(plainWordOf(rating['ratingValue']), { worst, best });
}

function numberOf(value: unknown): number | null {
  const word = plainWordOf(value);
  const number = word === null ? NaN : Number(word.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

function answerOf(comment: SchemaNode): FoundAnswer[] {
  const text = plainWordOf(comment['text']) ?? plainWordOf(comment['description']);
  if (text === null) return [];
  const [author] = listOf(comment['author']);
  const name = nameOf(author);
  const byHouse = name === null || (isNode(author) && typesOf(author).some((type) => type !== 'Person'));
  const date = plainWordOf(comment['dateCreated']) ?? plainWordOf(comment['datePublished']);
  return [{ author: name, byHouse, text, date }];
}
