import type { IncomingMessage } from '@earshot/domain';
import type { Connector } from '../connector.js';
import type { ApiStream } from './api-stream.js';
import { previewStreams, readStreams } from './read-streams.js';
import type { StreamsCursor } from './stream-position.js';

/** What differs between the connectors that do nothing but read streams. */
export interface StreamSource extends Pick<Connector<StreamsCursor>, 'reply' | 'findReply'> {
  /** Made for each poll: they may need to know who is logged in. @throws ConnectorError */
  streams(signal: AbortSignal): Promise<readonly ApiStream[]>;
  /** One sentence on what was reached. */
  readonly summary: string;
  /** What deserves attention although it works. */
  warnings(preview: readonly IncomingMessage[]): readonly string[];
  readonly now: () => Date;
}

/** A connector that reads streams and holds nothing open between requests. */
export function streamConnector(source: StreamSource): Connector<StreamsCursor> {
  return {
    async verify(signal) {
      const { messages } = await previewStreams(await source.streams(signal), signal);
      return { summary: source.summary, warnings: source.warnings(messages), preview: messages };
    },
    async *poll(from, limits, signal) {
      signal.throwIfAborted();
      yield* readStreams(await source.streams(signal), from, limits, source.now(), signal);
    },
    ...(source.reply !== undefined && { reply: source.reply.bind(source) }),
    ...(source.findReply !== undefined && { findReply: source.findReply.bind(source) }),
    async close() {
      // Nothing is held open between requests.
    },
  };
}
