import type { ApiItem } from './api-item.js';

/** What one request to a stream is for. */
export interface StepRequest {
  /** As the step before gave it in `next`; `null` asks for the newest items. */
  readonly token: string | null;
  /** How many items are wanted; an API with a fixed page size may give more. */
  readonly size: number;
  /** Nothing older than this is wanted; for APIs that can filter by time. */
  readonly since: Date | null;
  /** Of one item as JSON. */
  readonly maxItemBytes: number;
}

/** What one request brought. */
export interface ApiStep {
  /** Newest first by `at`, as far as the API keeps an order. */
  readonly items: readonly ApiItem[];
  /** Where older items are; `null` when there are none. */
  readonly next: string | null;
  /** The service asked not to be asked again before this time. */
  readonly notBefore?: Date | null;
}

/** One list of an API that is read from its newest item back: mentions, a search, reviews of one app. */
export interface ApiStream {
  /** Its name in the cursor. A stream that asks for something else must have another name. */
  readonly name: string;
  /** How far behind the newest item late and edited items are looked for. Milliseconds. */
  readonly lookBackMs: number;
  /** @throws ConnectorError */
  fetch(step: StepRequest, signal: AbortSignal): Promise<ApiStep>;
}
