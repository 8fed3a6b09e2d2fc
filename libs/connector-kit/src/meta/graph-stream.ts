import { readItem, type ItemReader } from '../api/api-item.js';
import type { ApiStream } from '../api/api-stream.js';
import type { Query } from '../api/json-api.js';
import type { GraphApi } from './graph-api.js';

/** An edge of the Graph API that is read as a stream, the newest first. */
export interface GraphEdge<Item> {
  readonly name: string;
  readonly path: string;
  readonly query: Query;
  /** The most items that the edge gives in one answer. */
  readonly longest: number;
  /** Milliseconds, as `ApiStream.lookBackMs`. */
  readonly lookBackMs: number;
  /** The items that one of the list holds, each with where it stands. */
  readonly itemsOf: (raw: unknown) => readonly unknown[];
  /** Made anew for every page, because it knows the time. */
  readonly reader: () => ItemReader<Item>;
}

export function graphStream<Item>(api: GraphApi, edge: GraphEdge<Item>): ApiStream {
  return {
    name: edge.name,
    lookBackMs: edge.lookBackMs,
    async fetch({ size, token, maxItemBytes }, signal) {
      const query = { ...edge.query, limit: Math.min(size, edge.longest), after: token };
      const { raws, after, notBefore } = await api.list(edge.path, query, signal);
      const reader = edge.reader();
      const items = raws.flatMap(edge.itemsOf).map((raw) => readItem(raw, reader, maxItemBytes));
      return { items, next: after, notBefore };
    },
  };
}
