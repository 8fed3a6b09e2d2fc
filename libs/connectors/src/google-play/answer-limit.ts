import type { ReplyLimit } from '@earshot/domain';

/** https://developers.google.com/android-publisher/reply-to-reviews */
export const ANSWER_LIMIT: ReplyLimit = { longest: 350, counted: 'characters' };
