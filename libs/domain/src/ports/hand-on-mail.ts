import type { TransactionHandle } from './job-queue.js';

/** Called within the transaction that made notifications, with everybody who has one to be mailed. */
export type HandOnMail = (userIds: readonly string[], transaction: TransactionHandle) => Promise<void>;
