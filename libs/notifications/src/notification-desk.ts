import { createHash } from 'node:crypto';
import type { Clock, JobHandler, JobQueue, NotificationStore } from '@earshot/domain';
import {
  handOnMail,
  NOTIFICATION_ATTEMPTS,
  SEND_NOTIFICATION,
  type HandOnNow,
  type SendNotification,
} from './hand-on-mail.js';
import { MailNotSent, type MailSender } from './mail-sender.js';
import { notificationContent, type NotificationContext } from './notification-content.js';
import { renderNotification } from './notification-mail.js';

/**
 * The way of a notification into a mailbox. Every transaction that makes notifications hands on a job for each of their
 * people; a job's mail takes all that waits for its person when it is first tried, so that several notifications of one
 * sweep are one mail, and a job that finds nothing left is done. What comes in quiet hours is held, and handed on again at
 * their end. What a mail says, and with it its Message-ID, is the same
 * at every attempt; it is marked sent with the job's own completion. Only a kill between the server's "accepted" and that
 * commit sends it again, under the same Message-ID.
 */
export class NotificationDesk {
  constructor(
    private readonly store: NotificationStore,
    private readonly queue: JobQueue,
    private readonly mail: MailSender,
    private readonly clock: Clock,
    private readonly settings: NotificationContext & { readonly senderDomain: string },
  ) {
    this.handOn = handOnMail(queue, clock);
  }

  register(): void {
    this.queue.handle<SendNotification>(SEND_NOTIFICATION, this.send, { concurrency: 2 });
  }

  /** Called in the transaction that makes notifications: they are mailed if it commits. */
  readonly handOn: HandOnNow;

  /** Takes up what a process without a job queue (a command) left waiting; at start. */
  async takeUp(): Promise<void> {
    await this.handOn(await this.store.waitingReaders());
  }

  /** Hands on what was held until now: all of a person's in one mail. Resolves to how many people. */
  async release(): Promise<number> {
    return this.store.release(this.clock.now(), this.handOn);
  }

  private readonly send: JobHandler<SendNotification> = async (job, transaction) => {
    const bundle = await this.store.bundle(job.data.userId, job.id, this.clock.now());
    if (bundle === null) return;
    const { name, email } = bundle.reader;
    try {
      await this.mail.send({
        messageId: this.messageId(job.id),
        to: { name, address: email },
        ...renderNotification(notificationContent(bundle, this.settings)),
        purpose: 'notification',
      });
    } catch (error) {
      const permanent = error instanceof MailNotSent && error.permanent;
      const final = permanent || job.attempt >= NOTIFICATION_ATTEMPTS;
      await this.store.noteFailure(job.id, error instanceof Error ? error.message : String(error), final);
      // Given up, kept with its reason where its reader and the house see it: another attempt would be refused alike.
      if (final) return;
      throw error;
    }
    await this.store.markMailed(job.id, transaction);
  };

  private messageId(jobId: string): string {
    const hash = createHash('sha256').update(jobId).digest('hex').slice(0, 24);
    return `<notification.${hash}@${this.settings.senderDomain}>`;
  }
}
