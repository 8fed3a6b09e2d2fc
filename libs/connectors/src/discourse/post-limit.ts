import type { ReplyLimit } from '@earshot/domain';

/** A post longer than this is refused by every forum's default setting (`max_post_length`). */
export const POST_LIMIT: ReplyLimit = { longest: 32_000, counted: 'characters' };
