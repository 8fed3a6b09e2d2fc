import type { ReplyLimit } from '@earshot/domain';

/** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews#ReviewReply */
export const ANSWER_LIMIT: ReplyLimit = { longest: 4_096, counted: 'bytes' };
