import type { InstagramAccount } from './comment-mapper.js';
import type { InstagramOptions } from './instagram-options.js';

export function accountOf({ accountId, username }: InstagramOptions, now: Date): InstagramAccount {
  return { accountId, username: username.replace(/^@/, '').toLowerCase(), now };
}
