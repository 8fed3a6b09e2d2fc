import type { ConnectorDefinition, ConnectorKit } from '../connector.js';

/** A real channel that a connector is tried on: a server on loopback, a folder on disk. */
export interface ChannelUnderTest {
  /** Options as a person enters them; they are read by the definition's schema. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The external ids of everything that stands in the channel, at least five, in any order. */
  readonly externalIds: readonly string[];
  /** What the connector is lent; `http` and `network` must reach the channel. */
  readonly kit: ConnectorKit;
  /** Ends what was started. */
  stop(): Promise<void>;
}

/**
 * How to try one connector. The optional functions change the channel; what a kind of channel cannot do is left out, and
 * the promise about it is then not tried.
 */
export interface ConformanceSubject<Options, Cursor, Channel extends ChannelUnderTest = ChannelUnderTest> {
  readonly definition: ConnectorDefinition<Options, Cursor>;
  /** A fresh channel for each promise. */
  readonly start: () => Promise<Channel>;
  /** Puts one more item there that cannot be read. */
  readonly addUnreadable?: (channel: Channel) => Promise<void>;
  /** From now on the channel answers that it is asked too often, until `retryAt` (whole seconds). */
  readonly limitRate?: (channel: Channel, retryAt: Date) => Promise<void>;
  /** From now on the channel takes requests and never answers. */
  readonly stall?: (channel: Channel) => Promise<void>;
  /** From now on the channel cannot be reached at all. */
  readonly breakDown?: (channel: Channel) => Promise<void>;
  /** All that a reading could leave behind (flags, files, posts), to be compared. */
  readonly traces?: (channel: Channel) => Promise<unknown>;
}
