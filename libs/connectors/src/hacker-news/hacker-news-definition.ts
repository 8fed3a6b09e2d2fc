import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { hitReader, ownNames } from './hit-mapper.js';
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
  reread: rereadJson(({ ownAccounts }, now) => hitReader(ownNames(ownAccounts), now)),
  create: (options, kit) => new HackerNewsConnector(options, kit),
};
