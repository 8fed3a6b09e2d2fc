import { HttpStatusError, type HttpClient } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import robotsParser from 'robots-parser';

/** Our name in robots.txt (RFC 9309 §2.2.1). */
export const PRODUCT_TOKEN = 'Earshot';
/** RFC 9309 §2.5 wants at least 500 KiB to be read. */
const MAX_ROBOTS_BYTES = 1024 * 1024;
/** A page of reviews once a day is still worth reading; what asks for more does not want to be read. Seconds. */
const MAX_CRAWL_DELAY_S = 24 * 3600;

export interface RobotsRules {
  mayRead(url: string): boolean;
  /** What the host asks us to wait between two pages. Seconds, 0 where it asks for nothing. */
  readonly crawlDelayS: number;
}

/**
 * What the robots.txt of a page's host lets us read (RFC 9309). A host without one lets everything be read (§2.3.1.3); one
 * that cannot say so now lets nothing be read now (§2.3.1.4).
 *
 * @throws ConnectorError `unreachable`, `rate_limited`
 */
export async function robotsRules(http: HttpClient, url: string, signal: AbortSignal): Promise<RobotsRules> {
  const address = new URL('/robots.txt', url).href;
  const parsed = robotsParser(address, await robotsText(http, address, signal));
  const delay = parsed.getCrawlDelay(PRODUCT_TOKEN) ?? 0;
  return {
    mayRead: (page) => parsed.isAllowed(page, PRODUCT_TOKEN) !== false,
    crawlDelayS: delay > 0 ? Math.min(delay, MAX_CRAWL_DELAY_S) : 0,
  };
}

async function robotsText(http: HttpClient, address: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await http.request(address, {
      signal,
      maxBytes: MAX_ROBOTS_BYTES,
      headers: { accept: 'text/plain' },
    });
    return new TextDecoder().decode(answer.body);
  } catch (error) {
    const isMissing = error instanceof HttpStatusError && error.response.status < 500 && error.kind !== 'rate_limited';
    if (isMissing) return '';
    throw error;
  }
}

/** @throws ConnectorError `misconfigured` where the page must not be read */
export function refuseForbidden(rules: RobotsRules, url: string): void {
  if (rules.mayRead(url)) return;
  throw new ConnectorError('misconfigured', `robots.txt of ${new URL(url).host} forbids to read this page`, {
    advice: `Ask the site's owner for a feed, an API, or a rule that allows ${PRODUCT_TOKEN}.`,
  });
}
