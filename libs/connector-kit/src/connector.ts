import type { IncomingMessage, ReplyLimit, SeenReply } from '@earshot/domain';
import type { z } from 'zod';
import type { ConnectorLogger } from './connector-logger.js';
import type { BudgetLimit, RateBudget } from './budget/rate-budget.js';
import type { HttpClient } from './http/http-client.js';
import type { KnownAddresses, NetworkGuard } from './http/network-guard.js';
import type { Page, RejectedItem } from './page.js';
import type { Delivery, DeliveryContext, Received } from './pushed/delivery.js';

export * from './page.js';

export interface PollLimits {
  /** At most this many items a page; the host stores page by page, so this bounds memory. */
  readonly pageSize: number;
  /** A larger item is rejected as `too-large` without being loaded. Bytes. */
  readonly maxItemBytes: number;
  /** On the first poll or a backfill: nothing older than this. `null` reads all that the channel still has. */
  readonly since: Date | null;
}

/** What `verify` found: shown to the ops person before the source is saved. */
export interface SourceCheck {
  /** One sentence on what was reached: "INBOX on imap.example.org, 1 204 messages". */
  readonly summary: string;
  /** Things that work but deserve attention. */
  readonly warnings: readonly string[];
  /** The newest messages as they would be read, at most 5. */
  readonly preview: readonly IncomingMessage[];
  /** When the credentials end, if the service says so. */
  readonly credentialsExpireAt?: Date;
}

/** What is known of the message that a reply answers. */
export type AnsweredMessage = Pick<
  IncomingMessage,
  | 'externalId'
  | 'channel'
  | 'kind'
  | 'author'
  | 'sentAt'
  | 'subject'
  | 'text'
  | 'threadId'
  | 'references'
  | 'tags'
  | 'url'
>;

/** A reply as a person wrote it. Everything in it is the same on every attempt. */
export interface OutgoingReply {
  /**
   * Chosen by the host before the first attempt, in the form of an id of RFC 5322 without its brackets (`unique@domain`).
   * For mail it becomes the Message-ID; elsewhere it serves as the idempotency key where the channel knows one.
   */
  readonly externalId: string;
  /** When the person pressed send. */
  readonly writtenAt: Date;
  readonly answers: AnsweredMessage;
  /** The address or handle that it goes to. */
  readonly to: string;
  /** `null`: as the answered message's, in the channel's convention. */
  readonly subject: string | null;
  /** Plain text. */
  readonly text: string;
  /** The customer's language, BCP 47. */
  readonly language: string | null;
  readonly attachments: readonly ReplyAttachment[];
}

export interface ReplyAttachment {
  readonly name: string;
  /** Media type, `application/pdf`. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** The other side has taken the reply. */
export interface ReplyReceipt {
  /** Under which it is seen when the channel is read (`SeenReply.externalId`). */
  readonly externalId: string;
  /** By which the customer's next words name it (`SeenReply.threadId`). */
  readonly threadId: string | null;
  readonly sentAt: Date;
}

/**
 * Reads one source. Built without IO; every method may be called again after it failed.
 * Errors are `ConnectorError`s, named by the response they require; anything else is a bug and is reported as one.
 */
export interface Connector<Cursor> {
  /** Read-only: leaves no trace on the other side. */
  verify(signal: AbortSignal): Promise<SourceCheck>;
  /**
   * Reads what is new since `from` (`null`: from the beginning, bounded by `limits.since`), page after page, oldest first
   * where the channel allows it. The host stores each page before it asks for the next. Ends when there is nothing more
   * now. Aborting `signal` ends the iteration soon, by throwing the signal's reason.
   */
  poll(from: Cursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<Cursor>>;
  /**
   * Where the channel can push: resolves when something may be new (then the host polls), or when `signal` aborts.
   * Throws a ConnectorError when the stream dies; the host's safety poll goes on regardless.
   */
  watch?(signal: AbortSignal): Promise<void>;
  /**
   * Sends a reply where the channel allows it, one attempt. A ConnectorError says that the other side surely has not taken
   * it; a ReplyError is `refused` or `uncertain`. Any other error is a bug, after which nothing is certain.
   */
  reply?(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt>;
  /** Looks in the channel for a reply of which nobody knows whether it went out; `null` when it is not to be found. */
  findReply?(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null>;
  /**
   * Called once a reply is sent: leaves a copy where the team looks for what it has sent, if the channel does not do so by
   * itself. Harmless to repeat.
   */
  keepReply?(outgoing: OutgoingReply, signal: AbortSignal): Promise<void>;
  /** Idempotent, also after a failure, also when nothing was opened. */
  close(): Promise<void>;
}

/** A secret's new value that the other side issued (a rotated refresh token): to be stored at once. */
export type SaveSecrets = (secrets: Readonly<Record<string, string>>) => Promise<void>;

/** The house's own mail server for what it sends. */
export interface HouseMailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** What the host lends to a connector: its only way to the outside. */
export interface ConnectorKit {
  readonly http: HttpClient;
  /** Accounts that all workers share, for what only the connector can count. */
  readonly budget: RateBudget;
  /** For protocols other than HTTP: checks a host name before a connection to it is opened. */
  readonly network: NetworkGuard;
  readonly logger: ConnectorLogger;
  readonly now: () => Date;
  /** The source's secrets, decrypted; keys are the definition's `secretNames`. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly saveSecrets: SaveSecrets;
  /** Where Earshot is installed: paths in options are relative to it. The working directory by default. */
  readonly root?: string;
  /** Below these folders of this machine files may be read; absolute. */
  readonly folders: readonly string[];
  /** For channels that answer by mail and have no server of their own for it. */
  readonly mailServer?: HouseMailServer | null;
}

export const CHANNEL_GROUPS = ['mail', 'reviews', 'social', 'forums', 'house'] as const;
export type ChannelGroup = (typeof CHANNEL_GROUPS)[number];

/** Where a person consents, and where the code that comes back is exchanged for tokens (RFC 6749, section 4.1). */
export interface ConsentEndpoints {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
  /** What the provider wants beyond RFC 6749, so that it issues a refresh token. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The secrets that hold the client's own secret, if it has one, and the refresh token. */
  readonly secrets: { readonly client: string; readonly refreshToken: string };
}

/** What an item of the quarantine turned out to be when it was read again. */
export type RereadItem =
  | { readonly message: IncomingMessage }
  | { readonly reply: SeenReply }
  | { readonly rejected: RejectedItem }
  | { readonly skipped: string };

/** A secret that is missing or of no use, and what would be right. */
export interface SecretFault {
  readonly name: string;
  readonly message: string;
}

/** An option that cannot be right in this installation, by its path, and what would be right. */
export interface OptionFault {
  readonly path: string;
  readonly message: string;
}

/** What is known of the installation when a source is saved, without asking the network or a disk. */
export interface InstallationLimits {
  /** Paths in options are relative to it; absolute. */
  readonly root: string;
  /** Below these folders files may be read; absolute. */
  readonly folders: readonly string[];
  readonly addresses: KnownAddresses;
}

/** Registered by table; `kind` is unique. No IO in `create`. */
export interface ConnectorDefinition<Options, Cursor> {
  readonly kind: string;
  /** What people call the channel; by default its kind, spelt as words. */
  readonly title?: string;
  /** Where it stands among the channels; `house` by default: what the house itself brings. */
  readonly group?: ChannelGroup;
  /** One line for the person who chooses a channel. */
  readonly summary: string;
  /** Draws the form and validates; descriptions are shown beside the fields. */
  readonly options: z.ZodType<Options>;
  readonly cursor: z.ZodType<Cursor>;
  /** Names of the secrets it may use, kept encrypted and apart from the options. */
  readonly secretNames: readonly string[];
  /** Those without which nothing can be read, whatever the options are; which others are needed, `secretFaults` says. */
  readonly requiredSecrets?: readonly string[];
  /**
   * Options that do not change what is read: after a change of these alone the source goes on from where it stood. After
   * any other change it is read anew, because its cursor belongs to the place that was configured before.
   */
  readonly keepsCursor?: readonly string[];
  /** Only where credentials are given by a person's consent at the service; `null` when these options need none. */
  consent?(options: Options): ConsentEndpoints | null;
  /**
   * Only where the raw form of an item is all that its mapper needs: reads an item of the quarantine again. `null` where
   * the item would get another id than from the service, and so could be stored twice.
   */
  reread?(options: Options, raw: Uint8Array, now: Date): Promise<RereadItem | null>;
  /**
   * Only where the secrets are judged without asking the service: what is wrong with them all together, by the name of the
   * one that is missing or of no use. Never quotes a value. Of `requiredSecrets` the host tells itself that they are missing.
   */
  secretFaults?(secrets: Readonly<Record<string, string>>, options: Options): readonly SecretFault[];
  /** Only where the installation limits what the options may be, beyond addresses, which the host judges. No IO. */
  optionFaults?(options: Options, limits: InstallationLimits): readonly OptionFault[];
  /** Its messages are brought to us; polling it brings none. */
  readonly isPushed?: boolean;
  /**
   * Only of channels whose service also sends what is new by itself: proves by the source's secrets that a delivery comes
   * from it, and reads it. Pure. Nothing of the body may be believed, or told in an answer, before that is proven. Polls
   * go on as before.
   */
  receive?(options: Options, delivery: Delivery, context: DeliveryContext): Received;
  /**
   * How many requests its service takes, as the service publishes it: the host counts every request of the HTTP client
   * against each of these before it is sent, and puts the source off when one is spent.
   */
  rateLimits?(options: Options): readonly BudgetLimit[];
  /** Its service counts each method for itself: an answer that the limit is reached says nothing about other paths. */
  readonly isLimitedByPath?: boolean;
  /**
   * Only of channels that take replies: why they cannot be sent with these options, in a sentence for the person who wants
   * to answer, or `null` when they can. `house.mailServer`: the kit lends a mail server. `answered` is the message.
   */
  whyNoReply?(
    options: Options,
    house: { readonly mailServer: boolean },
    answered?: Pick<AnsweredMessage, 'tags'>,
  ): string | null;
  /** The longest reply that the channel takes, to the author `to`; without it any length is. */
  replyLimit?(options: Options, to: string): ReplyLimit;
  /** Files can go with its replies. */
  readonly takesAttachments?: boolean;
  /**
   * Only of channels whose replies go to an address: what keeps a reply from going to `to`, and what would be right, as the
   * rest of a sentence that begins with the name of the field; `null` when it can go there.
   */
  recipientFault?(options: Options, to: string): string | null;
  create(options: Options, kit: ConnectorKit): Connector<Cursor>;
}
