import type { Found, PageDocument } from './page-document.js';
import type { SchemaNode } from './schema-node.js';

/** What a page says of its reviews in microdata (https://html.spec.whatwg.org/multipage/microdata.html). */
export function microdataOf($: PageDocument): SchemaNode[] {
  const reviews = $('[itemscope][itemtype$="/Review"], [itemscope][itemtype$="/UserReview"]').toArray();
  return reviews.map((review) => nodeOf($, $(review)));
}

/** The item with its properties in the form of JSON-LD. Pages nest at most as deep as `pageDocument` takes. */
function nodeOf($: PageDocument, item: Found): SchemaNode {
  const node: Record<string, unknown[]> = {};
  for (const element of item.find('[itemprop]').toArray()) {
    const property = $(element);
    // What belongs to an item within this one is that item's own.
    if (!property.parent().closest('[itemscope]').is(item)) continue;
    const value = property.is('[itemscope]') ? nodeOf($, property) : valueOf(property);
    for (const name of (property.attr('itemprop') ?? '').split(/\s+/)) (node[name] ??= []).push(value);
  }
  const id = item.attr('itemid');
  return { '@type': item.attr('itemtype') ?? '', ...(id !== undefined && { '@id': id }), ...node };
}

const VALUE_ATTRIBUTES = ['content', 'datetime', 'href', 'src', 'value'] as const;

function valueOf(property: Found): string {
  const attribute = VALUE_ATTRIBUTES.find((name) => property.attr(name) !== undefined);
  if (attribute !== undefined) return property.attr(attribute) ?? '';
  return property.html() ?? '';
}
