import type { JobQueue } from '@earshot/domain';
import { REPLY_JOB, type ReplyJob } from './reply-job.js';
import type { ReplySending } from './reply-sending.js';

/** One server that makes us wait must not hold up the replies through others. */
const AT_ONCE = 4;

/** Lets this process bring replies out; call before the queue starts. */
export function registerReplies(queue: JobQueue, sending: ReplySending): void {
  queue.handle<ReplyJob>(REPLY_JOB, ({ data }, _transaction, signal) => sending.take(data, signal), {
    concurrency: AT_ONCE,
  });
}
