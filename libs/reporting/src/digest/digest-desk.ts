import { createHash } from 'node:crypto';
import type {
  Clock,
  DigestReader,
  DigestStore,
  HandOnMail,
  JobHandler,
  JobQueue,
  Policy,
  TransactionHandle,
} from '@earshot/domain';
import { MailNotSent, type MailSender } from '@earshot/notifications';
import type { DigestLinks } from './digest-links.js';
import { digestDue, localDay } from './digest-time.js';
import type { DigestWriter } from './digest-writer.js';
import { digestWording } from './wording/catalogue.js';

export const SEND_DIGEST = 'send-digest';

/** A digest that is due, or one that somebody wants to see in their own mail program. */
export type SendDigest = { readonly digestId: string } | { readonly testOf: string };

/** A mail server that is away for a night is waited for: 12 attempts from one minute on, doubling, last some days. */
const ATTEMPTS = 12;
const FIRST_RETRY_SECONDS = 60;

/**
 * The way of a digest: what is due is claimed and handed to the job queue in one transaction, a period once for each
 * reader, whoever asks and however often; the job writes the account of that moment, sends it, and marks it sent with its
 * own completion. Only a kill between the server's "accepted" and that commit sends again, under the same Message-ID.
 */
export class DigestDesk {
  constructor(
    private readonly store: DigestStore,
    private readonly writer: DigestWriter,
    private readonly queue: JobQueue,
    private readonly mail: MailSender,
    private readonly policy: () => Promise<Policy>,
    private readonly clock: Clock,
    private readonly settings: {
      readonly localTime: string;
      readonly senderDomain: string;
      readonly links: DigestLinks;
      /** Mails to ops what they are told of a digest that comes back. */
      readonly tellOps: HandOnMail;
    },
  ) {}

  register(): void {
    this.queue.handle<SendDigest>(SEND_DIGEST, this.send, { concurrency: 2 });
  }

  /** Claims what is due now; asked every minute by every worker. Resolves to the number handed on. */
  async tick(): Promise<number> {
    const now = this.clock.now();
    const policy = await this.policy();
    await this.store.takeBounces(now, this.settings.tellOps);
    await this.store.subscribeManagers(this.settings.localTime, now);
    return this.store.claimDue(
      now,
      (reader) => digestDue(reader, now, policy.calendar(reader.calendar)),
      (reader, period) => messageId(`${reader.subscriptionId}\n${period}`, period, this.settings.senderDomain),
      (digestId, transaction) =>
        this.queue.send<SendDigest>(
          SEND_DIGEST,
          { digestId },
          { retryLimit: ATTEMPTS, retryDelaySeconds: FIRST_RETRY_SECONDS },
          transaction,
        ),
    );
  }

  private readonly send: JobHandler<SendDigest> = async (job, transaction) => {
    if ('testOf' in job.data) {
      await this.sendTest(job.data.testOf, messageId(job.id, 'test', this.settings.senderDomain));
    } else {
      await this.sendDue(job.data.digestId, transaction);
    }
  };

  private async sendDue(digestId: string, transaction: TransactionHandle): Promise<void> {
    const digest = await this.store.take(digestId, transaction);
    if (digest === null) return;
    try {
      await this.mailTo(digest.reader, digest.period, digest.messageId);
    } catch (error) {
      const { reason, permanent } = failureOf(error);
      if (permanent) {
        return this.store.refuse(digest.id, reason, this.clock.now(), transaction, this.settings.tellOps);
      }
      await this.store.noteFailure(digest.id, reason);
      throw error;
    }
    await this.store.markSent(digest.id, this.clock.now(), transaction);
  }

  /** Whoever asked for it looks for it among the deliveries when it does not come; a refusal pauses nothing. */
  private async sendTest(subscriptionId: string, id: string): Promise<void> {
    const reader = await this.store.reader(subscriptionId);
    const at = this.clock.now();
    const test = { subscriptionId, period: localDay(at, reader.zone), messageId: id, at };
    try {
      await this.mailTo(reader, null, id);
    } catch (error) {
      const { reason, permanent } = failureOf(error);
      await this.store.noteTest({ ...test, state: permanent ? 'refused' : 'failed', error: reason });
      if (permanent) return;
      throw error;
    }
    await this.store.noteTest({ ...test, state: 'sent', error: null });
  }

  /** @param period `null`: somebody wants to see it */
  private async mailTo(reader: DigestReader, period: string | null, id: string): Promise<void> {
    const { stopUrl, html, subject, text } = await this.writer.write(
      reader,
      { made: this.settings.links, for: reader },
      period,
    );
    await this.mail.send({
      messageId: id,
      to: { name: reader.name, address: reader.email },
      subject: period === null ? digestWording(reader.language).test(subject) : subject,
      text,
      html: reader.format === 'html' ? html : null,
      unsubscribeUrl: stopUrl,
    });
  }
}

/** What went wrong, and whether trying again would not help. */
function failureOf(error: unknown): { reason: string; permanent: boolean } {
  const reason = error instanceof Error ? error.message : String(error);
  return { reason, permanent: error instanceof MailNotSent && error.permanent };
}

/** Told by reader and period alone, so that every attempt of every worker names the same mail. */
function messageId(key: string, period: string, domain: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `<digest.${period}.${hash}@${domain}>`;
}
