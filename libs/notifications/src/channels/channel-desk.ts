import {
  ConnectorError,
  type ClaimedDelivery,
  type Clock,
  type DeliveryOutcome,
  type HandOnMail,
  type NotificationChannelStore,
} from '@earshot/domain';
import type { HttpClient } from '@earshot/connector-kit';
import type { NotificationContext } from '../notification-content.js';
import { channelPost, PACE_MS } from './channel-post.js';
import { openChannel, type SecretSeal } from './channel-seal.js';
import { outcomeOfAnswer, outcomeOfFailure, type Attempt } from './delivery-outcome.js';

/** Whoever takes a message has this long to send it, before another worker may. Milliseconds. */
const LEASE_MS = 60_000;
/** A chat's receipt is a word. Bytes. */
const MAX_RECEIPT_BYTES = 16 * 1024;
/** So many channels at a time, each of them in one lane: one that does not answer delays few others. */
const LANES = 8;
/** Messages are kept this long for people to look at and to send again. Milliseconds. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

interface Trying {
  /** A receiver has this long to answer. Milliseconds. */
  readonly timeoutMs: number;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** Standard Webhooks names 15 to 30 seconds. */
const TRYING: Trying = { timeoutMs: 15_000, random: Math.random };

/**
 * Sends what waits for the channels of the house. What is due stands in the database, so that any number of workers may
 * ask at any time; whoever takes a message holds its channel until the answer is written. Only a kill between the
 * receiver's answer and that writing sends a message again, under the same `webhook-id`.
 */
export class ChannelDesk {
  private busyLanes = 0;

  constructor(
    private readonly store: NotificationChannelStore,
    private readonly http: HttpClient,
    private readonly box: SecretSeal,
    private readonly clock: Clock,
    private readonly context: NotificationContext,
    private readonly mail: HandOnMail | null,
    private readonly trying: Trying = TRYING,
  ) {}

  /**
   * Sends what is due, in the lanes that are free. Asked again while a receiver keeps a lane waiting, it sends to the others.
   * Resolves to how many messages, when its own lanes find no more.
   */
  async tick(): Promise<number> {
    const sent = await Promise.all(Array.from({ length: LANES - this.busyLanes }, () => this.lane()));
    return sent.reduce((sum, count) => sum + count, 0);
  }

  /** Forgets what is long settled. Resolves to how many messages. */
  async forget(): Promise<number> {
    return this.store.forget(new Date(this.clock.now().getTime() - KEPT_MS));
  }

  private async lane(): Promise<number> {
    this.busyLanes += 1;
    try {
      for (let count = 0; ; count += 1) {
        const delivery = await this.store.claim(this.clock.now(), LEASE_MS);
        if (delivery === null) return count;
        await this.deliver(delivery);
      }
    } finally {
      this.busyLanes -= 1;
    }
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const outcome = await this.send(delivery);
    const paceMs = PACE_MS[delivery.channel.kind];
    await this.store.settle(delivery, outcome, { at: this.clock.now(), paceMs, mail: this.mail });
  }

  private async send(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    const { channel, attempt, test, sealed } = delivery;
    const ended = (): Attempt => {
      return { kind: channel.kind, attempt, test, now: this.clock.now(), random: this.trying.random() };
    };
    try {
      const secrets = openChannel(this.box, sealed);
      const answer = await this.http.request(secrets.url, {
        method: 'POST',
        ...channelPost(delivery, secrets, this.context, this.clock.now()),
        timeoutMs: this.trying.timeoutMs,
        maxBytes: MAX_RECEIPT_BYTES,
        followRedirects: false,
        // With Slack, Teams and Discord whoever knows the path may post: it stands in no log, mail or other channel.
        pathIsSecret: true,
        readBody: channel.kind !== 'webhook',
      });
      return outcomeOfAnswer(answer, ended());
    } catch (error) {
      return outcomeOfFailure(error instanceof ConnectorError ? error : unexpected(error), ended());
    }
  }
}

/** A key that does not open the channel, for one: it is tried again, and seen in the log of the channel. */
function unexpected(error: unknown): ConnectorError {
  // By its kind alone: the words of a parser quote what it could not read, which here is the address and the key.
  const kind = error instanceof Error ? error.name : 'unknown';
  return new ConnectorError('misconfigured', `The message could not be made (${kind})`, { cause: error });
}
