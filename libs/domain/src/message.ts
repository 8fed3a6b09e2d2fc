/** How a message reached us; it decides what counts as evidence and how an answer is given. */
export const CHANNELS = ['email', 'review', 'social', 'forum', 'form', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Who or what wrote a message. Only `person` messages open cases; the others are stored and tagged, never dropped,
 * because complaint forms are often sent by software that marks itself as automatic.
 */
export const MESSAGE_KINDS = ['person', 'automatic', 'list', 'bounce', 'spam'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The writer as the channel names them. At least one of address, handle or name is known, or the author is anonymous. */
export interface Author {
  readonly name: string | null;
  /** An e-mail address, lower case. */
  readonly address: string | null;
  /** The channel's own stable user id or handle, unique within `namespace`. */
  readonly handle: string | null;
  /** What makes a handle unique: `mastodon.social`, `vk.com`, the host of a forum. `null` when there is no handle. */
  readonly namespace: string | null;
}

/** An attachment is listed, its bytes are not stored. `size` in bytes after decoding. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** One customer message as a connector hands it to intake, already in the customer's own words. */
export interface IncomingMessage {
  /** Unique within the source and stable across re-reads; at most 512 characters. */
  readonly externalId: string;
  /** Changes when the channel shows an edit; `null` where it cannot edit. What it says of the order: `isEdit`. */
  readonly revision: string | null;
  readonly channel: Channel;
  readonly kind: MessageKind;
  readonly author: Author;
  /** When the customer wrote, never later than when it was read. */
  readonly sentAt: Date;
  readonly subject: string | null;
  /** The customer's own new words: plain text without quotes, signature and forwarded text. */
  readonly text: string;
  /** Quoted and forwarded text that was split off, plain. */
  readonly quoted: string | null;
  readonly signature: string | null;
  /** BCP 47 tag when the channel declares one. */
  readonly language: string | null;
  /** Stars 1..5, scaled by the connector where the channel counts otherwise. */
  readonly rating: number | null;
  /** Where a person can open it. */
  readonly url: string | null;
  /** This message's id in its channel's threading (the Message-ID of a mail); what later replies refer to. */
  readonly threadId: string | null;
  /** Ids this message answers, nearest first (In-Reply-To, then References from last to first; parent ids elsewhere). */
  readonly references: readonly string[];
  readonly attachments: readonly Attachment[];
  /** Remarks about the reading itself: `date-implausible`, `text-cut`, `charset-guessed` … Shown to people. */
  readonly tags: readonly string[];
}

/** The company's own answer seen in a channel: it stops the clock of the messages it answers. */
export interface SeenReply {
  readonly externalId: string;
  /** This answer's own id in its channel's threading (the Message-ID of a mail), by which the customer's next words name it. */
  readonly threadId: string | null;
  /** Ids of the messages it answers, nearest first. */
  readonly answers: readonly string[];
  readonly sentAt: Date;
  /** An automatic reply is recorded but is not an answer. */
  readonly automatic: boolean;
  /** Addresses or handles it was sent to; a second way to find the case when the ids are missing. */
  readonly recipients: readonly string[];
  readonly subject: string | null;
  readonly text: string;
}

/** A message that is stored. Ids are decimal strings (bigint identity). */
export interface Message extends IncomingMessage {
  readonly id: string;
  readonly sourceId: string;
  /** 1 for the first reading, counting up with each edit seen. */
  readonly revisionNumber: number;
  readonly customerId: string | null;
  readonly caseId: string | null;
  readonly receivedAt: Date;
}
