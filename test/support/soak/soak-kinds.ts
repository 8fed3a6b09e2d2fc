import { FORUM_CHANNELS } from './forum-channels.js';
import { MAIL_CHANNELS } from './mail-channels.js';
import { PUSHED_CHANNELS } from './pushed-channels.js';
import { REVIEW_CHANNELS } from './review-channels.js';
import type { OpenChannel } from './soak-channel.js';
import { SOCIAL_CHANNELS } from './social-channels.js';

/** Every kind of source at which customers write by themselves. */
export const SOAK_KINDS: Readonly<Record<string, OpenChannel>> = {
  ...MAIL_CHANNELS,
  ...PUSHED_CHANNELS,
  ...REVIEW_CHANNELS,
  ...SOCIAL_CHANNELS,
  ...FORUM_CHANNELS,
};

/** Kinds that people of the house fill in, a file or a sheet at a time: nothing is read from a server that could fail. */
export const FILLED_IN_BY_THE_HOUSE: readonly string[] = ['complaints-book', 'by-hand'];
