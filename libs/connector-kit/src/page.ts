import type { IncomingMessage, SeenReply } from '@earshot/domain';

/** An item that could not be read: a value, not an error. It goes to quarantine with its raw form and the page goes on. */
export interface RejectedItem {
  /** The item's id in its channel, or `null` where even that is unreadable. */
  readonly externalId: string | null;
  /** A stable code: `too-large`, `unparsable`, `header-bomb` … */
  readonly reason: string;
  /** One sentence for a person: the place, the value, what would be right. */
  readonly detail: string;
  /** The raw form, cut to what quarantine keeps (`MAX_RAW_BYTES`), or `null` when there is none. */
  readonly raw: Uint8Array | null;
}

/** Quarantine keeps at most this much of a raw item: enough to see what is wrong, too little to fill a disk. */
export const MAX_RAW_BYTES = 256 * 1024;

/** What one step of reading brought: it is stored, with its cursor, in one transaction, or not at all. */
export interface Page<Cursor> {
  readonly messages: readonly IncomingMessage[];
  readonly replies: readonly SeenReply[];
  readonly rejected: readonly RejectedItem[];
  /** Items seen and left aside on purpose, counted by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** External ids of messages that the channel shows as taken away by their author or a moderator. */
  readonly removed?: readonly string[];
  /** Where to go on after this page. Reading again from an older cursor is always harmless. */
  readonly cursor: Cursor;
  /** The server asked not to be polled before this time. */
  readonly notBefore?: Date;
  /** The sender's name for what it has brought, the same at every attempt; kept with the poll. */
  readonly deliveryId?: string;
  /** SHA-256 of what was brought under that name, where the sender chooses the name itself. */
  readonly deliveryHash?: Uint8Array;
  /** When the credentials that brought it end, if the service says so: people are told some days before. */
  readonly credentialsExpireAt?: Date;
}
