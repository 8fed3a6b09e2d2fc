import { ConnectorError } from '@earshot/domain';

/** Whether the text is a web page and not a feed. */
export function isWebPage(text: string): boolean {
  return /^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
    text.slice(0, 4000),
  );
}

/** The error for a web page that was given as a feed; its advice names the feed that the page announces, if any. */
export function webPageError(html: string, pageUrl: string | null): ConnectorError {
  const offered = announcedFeed(html, pageUrl);
  return new ConnectorError('unreadable', 'The address answers with a web page, not with a feed', {
    advice:
      offered === null
        ? 'Look for a link named RSS, Atom or feed on that page and use its address. Some sites show a page only while they are down.'
        : `The page announces a feed at ${offered}: use that address.`,
  });
}

/** Feed autodiscovery: `<link rel="alternate" type="application/rss+xml" href="…">`. */
function announcedFeed(html: string, pageUrl: string | null): string | null {
  // Links stand in the head; a page of megabytes is not searched to its end.
  for (const [tag] of html.slice(0, 200_000).matchAll(/<link\b[^>]{0,1000}>/gi)) {
    if (!/\brel\s*=\s*["']?[^"'>]*\balternate\b/i.test(tag)) continue;
    if (!/\btype\s*=\s*["']?application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(tag)) continue;
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const target = (href?.[1] ?? href?.[2] ?? href?.[3] ?? '').replaceAll('&amp;', '&');
    if (target !== '' && URL.canParse(target, pageUrl ?? undefined)) return new URL(target, pageUrl ?? undefined).href;
  }
  return null;
}
