import {
  apiDate,
  hasField,
  postOutcome,
  siteAuthor,
  splitQuotes,
  withPlace,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';
import type { MastodonOptions } from './mastodon-options.js';

const id = z.string().min(1).max(200);
const account = z.object({
  id,
  acct: z.string().min(1).max(400),
  display_name: z.string().nullish(),
  url: z.url().nullish(),
  bot: z.boolean().nullish(),
});

/** A status as https://docs.joinmastodon.org/entities/Status/ describes it, as far as it is read here. */
export const status = z.object({
  id,
  uri: z.string().nullish(),
  url: z.string().nullish(),
  content: z.string(),
  created_at: z.unknown().optional(),
  edited_at: z.unknown().optional(),
  language: z.string().nullish(),
  spoiler_text: z.string().nullish(),
  visibility: z.string().nullish(),
  in_reply_to_id: z.string().nullish(),
  account,
  mentions: z.array(z.object({ acct: z.string() })).nullish(),
  reblog: z.unknown().optional(),
});
export type Status = z.output<typeof status>;

const notification = z.object({ id, created_at: z.unknown().optional(), status: status.nullish() });

/** Handles are unique in the whole network with their domain. */
export const NAMESPACE = 'fediverse';
/** Marks what only the account that was written to may see. */
export const DIRECT = 'direct-message';

/** Whose posts are the house's own, and where posts without a domain come from. */
export interface Home {
  readonly domain: string;
  /** The handle of the account that reads; `null` without one. */
  readonly account: string | null;
  /** Handles with their domain, lower case. */
  readonly own: ReadonlySet<string>;
  readonly now: Date;
}

/**
 * An item as a list gives it, with the handle of the account that read it, `null` without one: by this alone its own posts
 * are told from customers'. What is no object is left as it is, to be rejected.
 */
export function readBy(account: string | null, raw: unknown): unknown {
  return withPlace(raw, { readBy: account });
}

/** The reader of whatever a list gave; `null` where it is not known who read it. */
export function itemReader(options: MastodonOptions, now: Date, raw: unknown): ItemReader<unknown> | null {
  const account = hasField(raw, 'readBy') ? raw.readBy : undefined;
  if (account !== null && typeof account !== 'string') return null;
  const home = homeOf(options, account, now);
  // Only a notification holds a post.
  return hasField(raw, 'status') ? notificationReader(home) : statusReader(home);
}

export function homeOf({ baseUrl, ownAccounts }: MastodonOptions, account: string | null, now: Date): Home {
  const domain = new URL(baseUrl).host;
  const handles = [...ownAccounts, ...(account === null ? [] : [account])];
  const own = new Set(handles.map((handle) => fullHandle(handle, domain).toLowerCase()));
  return { domain, account, own, now };
}

export function statusReader(home: Home): ItemReader<Status> {
  return { noun: 'post', schema: status, idOf, map: (read) => mappedStatus(read, apiDate(read.created_at), home) };
}

/** A mention stands in the order of its notification, which is later than the post where that was delivered late. */
export function notificationReader(home: Home): ItemReader<z.output<typeof notification>> {
  return {
    noun: 'notification',
    schema: notification,
    idOf: (raw) => idOf((raw as { status?: unknown }).status),
    map: ({ status: post, created_at }) => {
      const at = apiDate(created_at);
      return post ? mappedStatus(post, at, home) : { at, outcome: { skipped: 'no-post' } };
    },
  };
}

function mappedStatus(post: Status, at: Date | null, home: Home): MappedItem {
  if (post.reblog) return { at, outcome: { skipped: 'boost' } };
  const handle = fullHandle(post.account.acct, home.domain);
  const { text, quoted } = splitQuotes(post.content);
  const isDirect = post.visibility === 'direct' || post.visibility === 'private';
  const written = {
    id: post.id,
    revision: apiDate(post.edited_at)?.toISOString() ?? null,
    channel: 'social' as const,
    kind: post.account.bot === true ? ('automatic' as const) : ('person' as const),
    author: siteAuthor(NAMESPACE, { handle, name: post.account.display_name }),
    date: apiDate(post.created_at),
    subject: post.spoiler_text || null,
    text,
    quoted,
    language: post.language ?? null,
    url: [post.url, post.uri].find((url) => url && URL.canParse(url)) ?? null,
    references: post.in_reply_to_id ? [post.in_reply_to_id] : [],
    recipients: (post.mentions ?? []).map(({ acct }) => fullHandle(acct, home.domain).toLowerCase()),
    tags: isDirect ? [DIRECT] : [],
  };
  return { at, outcome: postOutcome(written, home.own.has(handle.toLowerCase()), home.now) };
}

/** `anna` on our own server is `anna@domain`; `vera@else.where` is complete. */
export function fullHandle(acct: string, domain: string): string {
  const name = acct.replace(/^@/, '');
  return name.includes('@') ? name : `${name}@${domain}`;
}

function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
}
