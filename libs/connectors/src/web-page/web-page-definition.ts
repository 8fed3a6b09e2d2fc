import { rereadJson, type ConnectorDefinition } from '@earshot/connector-kit';
import { itemReader } from './review-mapper.js';
import { WebPageConnector } from './web-page-connector.js';
import { webPageCursor, type WebPageCursor } from './web-page-cursor.js';
import { webPageOptions, type WebPageOptions } from './web-page-options.js';

/** Reviews that only stand in a page. Read only. */
export const WEB_PAGE: ConnectorDefinition<WebPageOptions, WebPageCursor> = {
  kind: 'web-page',
  title: 'Web page',
  group: 'reviews',
  summary: 'Web page: reviews on a page, where you may read it',
  options: webPageOptions,
  cursor: webPageCursor,
  secretNames: [],
  keepsCursor: ['mayRead', 'maxPages', 'pauseSeconds', 'lookBackHours'],
  reread: rereadJson(itemReader),
  create: (options, kit) => new WebPageConnector(options, kit),
};
