import { parsePageJson } from './mend-json.js';
import type { PageDocument } from './page-document.js';
import { isNode, isReview, type SchemaNode } from './schema-node.js';

export interface JsonLd {
  /** Every review, wherever it stands. */
  readonly reviews: readonly SchemaNode[];
  /** Scripts that say to be JSON-LD and cannot be read. */
  readonly damaged: readonly string[];
}

/** What a page says of its reviews in `application/ld+json` (https://schema.org/Review). */
export function jsonLdOf($: PageDocument): JsonLd {
  const damaged: string[] = [];
  const parsed = $('script[type^="application/ld+json" i]')
    .toArray()
    .flatMap((script) => {
      const written = $(script).text();
      try {
        return [parsePageJson(written)];
      } catch {
        damaged.push(written);
        return [];
      }
    });
  const nodes = nodesIn(parsed);
  const named = new Map(nodes.flatMap((node) => (Object.keys(node).length > 1 ? [[node['@id'], node] as const] : [])));
  const resolve = (value: unknown): unknown =>
    isNode(value) && typeof value['@id'] === 'string' && Object.keys(value).length === 1
      ? (named.get(value['@id']) ?? value)
      : value;
  const reviews = nodes
    .filter(isReview)
    .map((node) => Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value)])));
  return { reviews, damaged };
}

/** Lists that hold reviews also where these do not say that they are some. */
const REVIEW_LISTS = new Set(['review', 'reviews']);

/** Every object in what was parsed, in reading order; those in a list of reviews are marked as such. Not recursive. */
function nodesIn(parsed: readonly unknown[]): SchemaNode[] {
  const nodes: SchemaNode[] = [];
  const open: { value: unknown; key: string }[] = [...parsed].reverse().map((value) => ({ value, key: '' }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, key } = next;
    if (Array.isArray(value)) {
      for (const item of [...(value as unknown[])].reverse()) open.push({ value: item, key });
    } else if (isNode(value)) {
      const isUntyped = REVIEW_LISTS.has(key) && value['@type'] === undefined && Object.keys(value).length > 1;
      nodes.push(isUntyped ? { '@type': 'Review', ...value } : value);
      for (const [name, inner] of Object.entries(value).reverse()) open.push({ value: inner, key: name });
    }
  }
  return nodes;
}
