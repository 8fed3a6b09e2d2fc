import type { ReplyLimit } from '@earshot/domain';

/** App Store Connect's own limit for answers. */
export const ANSWER_LIMIT: ReplyLimit = { longest: 5_970, counted: 'characters' };
