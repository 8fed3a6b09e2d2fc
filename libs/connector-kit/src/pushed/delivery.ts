import type { Page } from '../page.js';

/** What a service sent to the address that it was given, as it came. */
export interface Delivery {
  readonly method: 'GET' | 'POST';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parameters of the address; of repeated ones the first. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The bytes that a signature was made of. */
  readonly body: Uint8Array;
}

/** What is known of the source that a delivery is for. */
export interface DeliveryContext {
  readonly secrets: Readonly<Record<string, string>>;
  readonly now: Date;
  /** A larger item is rejected as `too-large`. Bytes, as JSON. */
  readonly maxItemBytes: number;
}

/** Where the reading of a polled source stands is of no account to what is pushed. */
export type DeliveredPage = Partial<Omit<Page<unknown>, 'cursor' | 'notBefore'>>;

/** What a delivery turned out to be. */
export type Received =
  /** Not proven to come from the service. Whoever sent it learns nothing more. */
  | { readonly kind: 'foreign' }
  /** Proven, yet of another form than agreed; `detail` says what would be right. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** The service makes sure of the address and wants to see `answer`. Nothing is stored. */
  | { readonly kind: 'greeting'; readonly answer: string }
  /** `answer` is given once the page is stored. */
  | { readonly kind: 'page'; readonly page: DeliveredPage; readonly answer: string };
