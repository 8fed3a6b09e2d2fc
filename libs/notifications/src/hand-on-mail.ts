import type { Clock, HandOnMail, JobQueue, TransactionHandle } from '@earshot/domain';

export const SEND_NOTIFICATION = 'send-notification';

export interface SendNotification {
  readonly userId: string;
}

/** A mail server that is away for a weekend is waited for: 12 attempts from half a minute on, doubling, last some days. */
export const NOTIFICATION_ATTEMPTS = 12;
const FIRST_RETRY_SECONDS = 30;

/** What else a sweep tells in this time stands in the same mail. Milliseconds. */
const GATHER_MS = 3_000;

/** As `HandOnMail`; without a transaction it is handed on at once. */
export type HandOnNow = (userIds: readonly string[], transaction?: TransactionHandle) => Promise<void>;

/** Makes a mail for each person, in the transaction that makes their notifications; whichever worker is free sends it. */
export function handOnMail(queue: JobQueue, clock: Clock): HandOnNow {
  return async (userIds, transaction) => {
    const startAfter = new Date(clock.now().getTime() + GATHER_MS);
    const options = { startAfter, retryLimit: NOTIFICATION_ATTEMPTS, retryDelaySeconds: FIRST_RETRY_SECONDS };
    for (const userId of userIds)
      await queue.send<SendNotification>(SEND_NOTIFICATION, { userId }, options, transaction);
  };
}

/** For commands, which have no job queue: a worker takes up what they leave. */
export const LEFT_FOR_A_WORKER: HandOnMail = () => Promise.resolve();
