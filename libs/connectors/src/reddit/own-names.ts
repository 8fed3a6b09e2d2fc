import type { RedditOptions } from './reddit-options.js';

/** Whose posts are the house's own: user names, lower case. */
export function ownNames({ ownAccounts, replyAs }: RedditOptions): ReadonlySet<string> {
  return new Set([...ownAccounts, ...(replyAs === null ? [] : [replyAs])].map((name) => name.toLowerCase()));
}
