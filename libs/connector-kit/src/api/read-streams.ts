import type { IncomingMessage } from '@earshot/domain';
import type { Page, PollLimits } from '../connector.js';
import type { ApiStream } from './api-stream.js';
import { readStream } from './read-stream.js';
import type { StreamsCursor } from './stream-position.js';

/**
 * Reads the streams of a source one after another (see `readStream`). Positions of streams that the options do not name any
 * more are dropped. Each page moves only the position of its own stream.
 *
 * @throws ConnectorError
 */
export async function* readStreams(
  streams: readonly ApiStream[],
  from: StreamsCursor | null,
  limits: PollLimits,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<Page<StreamsCursor>> {
  const names = new Set(streams.map(({ name }) => name));
  let positions = Object.fromEntries(Object.entries(from?.streams ?? {}).filter(([name]) => names.has(name)));
  for (const stream of streams) {
    for await (const page of readStream(stream, positions[stream.name] ?? null, limits, now, signal)) {
      positions = { ...positions, [stream.name]: page.cursor };
      yield { ...page, cursor: { streams: positions } };
    }
  }
}

/** As many as `SourceCheck.preview` shows. */
const PREVIEW_COUNT = 5;
/** A preview is a glance; larger items are left out of it. Bytes. */
const PREVIEW_ITEM_BYTES = 256 * 1024;

export interface StreamsPreview {
  /** The newest messages of all streams together, at most 5, newest first. */
  readonly messages: readonly IncomingMessage[];
  /** How many of the items that were looked at could not be read. */
  readonly rejected: number;
}

/**
 * The newest messages, by one request to each stream.
 *
 * @throws ConnectorError
 */
export async function previewStreams(streams: readonly ApiStream[], signal: AbortSignal): Promise<StreamsPreview> {
  const messages = new Map<string, IncomingMessage>();
  let rejected = 0;
  for (const stream of streams) {
    const request = { token: null, size: PREVIEW_COUNT, since: null, maxItemBytes: PREVIEW_ITEM_BYTES };
    for (const { outcome } of (await stream.fetch(request, signal)).items) {
      if ('message' in outcome) messages.set(outcome.message.externalId, outcome.message);
      if ('rejected' in outcome) rejected += 1;
    }
  }
  const newest = [...messages.values()].sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime());
  return { messages: newest.slice(0, PREVIEW_COUNT), rejected };
}
