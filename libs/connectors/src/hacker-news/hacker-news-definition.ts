import { streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { HackerNewsConnector } from './hacker-news-connector.js';
import { hackerNewsOptions, type HackerNewsOptions } from './hacker-news-options.js';

/** Stories and comments of Hacker News that name the house. Read only: the site has no API for posting. */
export const HACKER_NEWS: ConnectorDefinition<HackerNewsOptions, StreamsCursor> = {
  kind: 'hacker-news',
  title: 'Hacker News',
  group: 'forums',
  summary: 'Hacker News: stories and comments that name you',
  options: hackerNewsOptions,
  cursor: streamsCursor,
  secretNames: [],
  create: (options, kit) => new HackerNewsConnector(options, kit),
};
