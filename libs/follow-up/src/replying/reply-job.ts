import type { JobQueue, TransactionHandle } from '@earshot/domain';

/** The job that brings one reply a step further. */
export const REPLY_JOB = 'reply';

/**
 * - `send`: what is queued goes out;
 * - `settle`: a reply of which nobody knows whether it went out is looked for in its channel;
 * - `keep`: a copy of what was sent is left where the team looks for it.
 */
export type ReplyStep = 'send' | 'settle' | 'keep';

export interface ReplyJob {
  readonly replyId: string;
  readonly step: ReplyStep;
}

/** Asks for a step, as part of the transaction that makes it necessary. */
export async function askForStep(
  queue: Pick<JobQueue, 'send'>,
  job: ReplyJob,
  transaction: TransactionHandle,
  startAfter?: Date,
): Promise<void> {
  await queue.send<ReplyJob>(
    REPLY_JOB,
    job,
    { singletonKey: `${job.step}:${job.replyId}`, ...(startAfter === undefined ? {} : { startAfter }) },
    transaction,
  );
}
