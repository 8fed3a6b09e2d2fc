import type {
  ChannelEnd,
  ChannelKind,
  ChannelManner,
  DeliveryState,
  NotificationChannel,
  WatchedChannel,
} from '../notification-channel.js';
import type { Matter, NotificationRule } from '../notification-rule.js';
import type { NotificationEvent, NotificationToTell } from './notification-store.js';
import type { HandOnMail } from './hand-on-mail.js';

export interface NewChannel extends ChannelManner {
  readonly kind: ChannelKind;
  readonly host: string;
  readonly sealed: Uint8Array;
}

/** What is sealed from now on, in the place of what was found: of two changes at once the second is refused. */
export interface ChangedSeal {
  readonly sealed: Uint8Array;
  readonly found: Uint8Array;
}

/** What is changed of a channel; what is left out stays. */
export interface ChannelChange {
  readonly manner?: ChannelManner;
  readonly address?: ChangedSeal & { readonly host: string };
  readonly keys?: ChangedSeal & { readonly oldKeyUntil: Date | null };
  /** `null` switches it on again. */
  readonly disabled?: { readonly at: Date; readonly reason: string } | null;
}

/** What a message tells of: no customer, only where to look. */
export interface DeliveredMatter {
  readonly event: NotificationEvent;
  readonly caseId: string | null;
  /** By the name that it had then. */
  readonly source: { readonly id: string; readonly name: string } | null;
}

/** A message to a channel, as its log shows it. */
export interface ChannelDelivery {
  readonly id: string;
  readonly state: DeliveryState;
  readonly test: boolean;
  readonly attempts: number;
  readonly error: string | null;
  /** How many matters it tells of. */
  readonly matters: number;
  /** The gravest of them, a few. */
  readonly about: readonly DeliveredMatter[];
  readonly createdAt: Date;
  /** `null` when nothing more is tried. */
  readonly nextTryAt: Date | null;
  readonly settledAt: Date | null;
}

/** A message that this process has taken to send. */
export interface ClaimedDelivery {
  readonly id: string;
  /** The same at every attempt: what tells a repetition (`webhook-id`). */
  readonly uid: string;
  readonly test: boolean;
  /** 1 for the first. */
  readonly attempt: number;
  readonly createdAt: Date;
  readonly channel: NotificationChannel;
  readonly sealed: Uint8Array;
  /** The gravest first; settled at the first attempt. */
  readonly matters: readonly NotificationToTell[];
}

/** What came of an attempt, and from when on the channel may be sent to again. */
export type DeliveryOutcome =
  | { readonly kind: 'sent' }
  /** Until `channelRestsUntil` none of the channel's messages is tried; `null` where the failure may be the message's own. */
  | {
      readonly kind: 'again';
      readonly at: Date;
      readonly error: string;
      readonly channelRestsUntil: Date | null;
    }
  | { readonly kind: 'failed'; readonly error: string }
  /** The other side wants nothing more, or has taken nothing for days: the channel is switched off, and ops are told. */
  | { readonly kind: 'ended'; readonly error: string; readonly end: ChannelEnd };

export interface Settling {
  readonly at: Date;
  /** How long the channel rests until its next message. */
  readonly paceMs: number;
  /** Tells ops people by mail of a channel that is switched off; `null` when no mail leaves the house. */
  readonly mail: HandOnMail | null;
}

/** What happened lately, for showing what a rule would have told. */
export interface PastMatter extends Matter {
  readonly id: string;
  readonly sourceId: string | null;
  readonly at: Date;
}

/** The channels of the house, the rules that lead there, and what was sent. */
export abstract class NotificationChannelStore {
  abstract channels(): Promise<readonly WatchedChannel[]>;
  /** @throws NotFound */
  abstract channel(id: string): Promise<WatchedChannel & { readonly sealed: Uint8Array }>;
  /** With its first rule, which tells it of what is grave. Resolves to its id. @throws Conflict when the name is taken */
  abstract add(channel: NewChannel, rule: Omit<NotificationRule, 'id' | 'channelIds'>, at: Date): Promise<string>;
  /** @throws NotFound, Conflict when the name is taken, or another address or key was sealed meanwhile */
  abstract change(id: string, change: ChannelChange): Promise<void>;
  /** Rules lead there no longer, and one that told nobody else goes with it, as does its log. @throws NotFound */
  abstract remove(id: string): Promise<void>;

  abstract rules(): Promise<readonly NotificationRule[]>;
  /** @throws InvalidInput naming each channel, source and person of the rule that does not exist */
  abstract requireKnown(rule: Pick<NotificationRule, 'sourceIds' | 'channelIds' | 'userIds'>): Promise<void>;
  /** Resolves to its id. @throws InvalidInput as `requireKnown`, Conflict when the name is taken */
  abstract addRule(rule: Omit<NotificationRule, 'id'>): Promise<string>;
  /** @throws NotFound, InvalidInput as `requireKnown`, Conflict when the name is taken */
  abstract changeRule(rule: NotificationRule): Promise<void>;
  /** @throws NotFound */
  abstract removeRule(id: string): Promise<void>;
  /** Newest first, at most `limit`. */
  abstract pastMatters(since: Date, limit: number): Promise<readonly PastMatter[]>;

  /** A message without a matter. @throws NotFound */
  abstract addTest(channelId: string, at: Date): Promise<void>;
  /** Newest first. @param after the id of the last one of the page before */
  abstract deliveries(
    channelId: string,
    page: { readonly state: DeliveryState | null; readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly items: readonly ChannelDelivery[]; readonly next: string | null }>;
  /**
   * Sends again what failed since then, or one of them; when it was made stays. Resolves to how many.
   *
   * @throws NotFound, Conflict while the channel is off
   */
  abstract replay(
    channelId: string,
    which: { readonly since: Date } | { readonly id: string },
    at: Date,
  ): Promise<number>;

  /**
   * Takes the message that is due longest, of a channel that nobody is sending to. Whoever took it and died loses it
   * after `leaseMs`, and it is sent again under the same uid.
   */
  abstract claim(at: Date, leaseMs: number): Promise<ClaimedDelivery | null>;
  abstract settle(delivery: ClaimedDelivery, outcome: DeliveryOutcome, settling: Settling): Promise<void>;
  /** Removes matters and messages that are older and settled. Resolves to how many messages. */
  abstract forget(before: Date): Promise<number>;
}
