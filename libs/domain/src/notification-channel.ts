/** The chats and systems of the house that can be told. */
export const CHANNEL_KINDS = ['slack', 'teams', 'mattermost', 'discord', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What became of a message to a channel; a failed one waits for a person to send it again. */
export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** `failing`: what was tried last did not get through; it is tried again. `off`: nothing is tried. */
export const CHANNEL_STATES = ['healthy', 'failing', 'off'] as const;
export type ChannelState = (typeof CHANNEL_STATES)[number];

/** Why a channel was switched off by itself: its receiver said so, or nothing got through for as long as it is tried. */
export const CHANNEL_ENDS = ['gone', 'given_up'] as const;
export type ChannelEnd = (typeof CHANNEL_ENDS)[number];

/** As the channel and its log keep it. @param error what came of the last attempt */
export function channelEndReason(end: ChannelEnd, error: string): string {
  return end === 'gone' ? `${error}: its owner wants nothing more` : `${error}; nothing was taken for three days`;
}

/** What keeps messages of a channel from getting through. */
export interface ChannelTrouble {
  /** When the first of them was made. */
  readonly since: Date;
  /** What came of the last attempt. */
  readonly reason: string;
  /** `null` when nothing is tried again by itself. */
  readonly nextTryAt: Date | null;
}

/** How a channel's messages are written. */
export interface ChannelManner {
  readonly name: string;
  /** BCP 47 and IANA zone: of the words and the times in its messages. */
  readonly language: string;
  readonly zone: string;
  /** Whether customers' names and subjects leave the house in its messages; their messages never do. */
  readonly showsCustomers: boolean;
  /** Minutes between two messages to a chat; what comes in between is told in one. A critical matter does not wait. */
  readonly everyMinutes: number;
}

/** A channel as it is kept. Its address and keys are sealed and never shown. */
export interface NotificationChannel extends ChannelManner {
  readonly id: string;
  readonly kind: ChannelKind;
  /** The host of its address, which tells people where it leads and is no secret. */
  readonly host: string;
  /** Since when nothing is sent; what would have been is kept as failed. */
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
  /** Until when a signing key before this one still signs too, the last of them. */
  readonly oldKeyUntil: Date | null;
  readonly createdAt: Date;
}

/** A channel and how it fares: `null` where nothing that was tried is left over. */
export interface WatchedChannel extends NotificationChannel {
  readonly trouble: ChannelTrouble | null;
}

/** What is sealed of a channel. */
export interface ChannelSecrets {
  readonly url: string;
  /** Of a webhook: the key that signs, in the form `whsec_…`. */
  readonly key?: string;
  /** Those before it, the latest first, each of which signs beside it for a while. */
  readonly formerKeys?: readonly FormerKey[];
  /** As an older version kept the one before it: it signs until `oldKeyUntil` of the channel. */
  readonly oldKey?: string;
}

/** A signing key that was replaced and that receivers may still know only. */
export interface FormerKey {
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}
