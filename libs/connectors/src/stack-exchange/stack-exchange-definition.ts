import { rereadJson, streamsCursor, type ConnectorDefinition, type StreamsCursor } from '@earshot/connector-kit';
import { postReader, readingOf } from './post-mapper.js';
import { StackExchangeConnector } from './stack-exchange-connector.js';
import { stackExchangeOptions, type StackExchangeOptions } from './stack-exchange-options.js';

/** Questions on Stack Overflow and its sister sites. Read only. */
export const STACK_EXCHANGE: ConnectorDefinition<StackExchangeOptions, StreamsCursor> = {
  kind: 'stack-exchange',
  title: 'Stack Exchange',
  group: 'forums',
  summary: 'Stack Overflow and its sister sites: questions about your product',
  options: stackExchangeOptions,
  cursor: streamsCursor,
  secretNames: ['key'],
  reread: rereadJson((options, now, raw) => postReader(readingOf(options, now), raw)),
  create: (options, kit) => new StackExchangeConnector(options, kit),
};
