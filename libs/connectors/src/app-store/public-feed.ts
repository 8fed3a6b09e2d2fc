import { hoursToMs, JsonApi, readItem, type ApiStep, type ApiStream, type ConnectorKit } from '@earshot/connector-kit';
import { z } from 'zod';
import type { AppStoreOptions } from './app-store-options.js';
import { feedReader } from './review-mapper.js';

/** Apple shows 500 reviews of a country at most, 50 a page. */
const LAST_PAGE = 10;

// One entry is given without its list, and none not at all.
const feed = z.object({
  feed: z.object({
    entry: z
      .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((entry): unknown[] => [entry])])
      .default([]),
  }),
});

/** The public feeds of customer reviews, one a country: for those without an API key. */
export function publicFeeds(options: AppStoreOptions, kit: ConnectorKit): ApiStream[] {
  const api = new JsonApi(kit.http, { name: 'The App Store', baseUrl: options.feedBaseUrl });
  return options.countries.map((country) => ({
    name: `feed:${country}`,
    lookBackMs: hoursToMs(options.lookBackHours),
    async fetch(step, signal): Promise<ApiStep> {
      const page = Number(step.token ?? 1);
      const path = `${country}/rss/customerreviews/page=${page}/id=${options.appId}/sortby=mostrecent/json`;
      const { body } = await api.get(path, { schema: feed, signal });
      const reader = feedReader(options.appId, kit.now());
      const items = body.feed.entry.map((raw) => readItem(raw, reader, step.maxItemBytes));
      return { items, next: items.length === 0 || page >= LAST_PAGE ? null : String(page + 1) };
    },
  }));
}
