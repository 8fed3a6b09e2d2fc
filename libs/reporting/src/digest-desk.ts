import { createHash } from 'node:crypto';
import type { Clock, DigestReader, DigestStore, JobHandler, JobQueue, WorkingCalendar } from '@earshot/domain';
import type { MailSender } from '@earshot/notifications';
import { digestDue } from './digest-time.js';
import type { DigestWriter } from './digest-writer.js';

export const SEND_DIGEST = 'send-digest';

interface SendDigest {
  readonly digestId: string;
}

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
    private readonly calendar: () => Promise<WorkingCalendar>,
    private readonly clock: Clock,
    private readonly settings: { readonly localTime: string; readonly senderDomain: string },
  ) {}

  register(): void {
    this.queue.handle<SendDigest>(SEND_DIGEST, this.send, { concurrency: 2 });
  }

  /** Claims what is due now; asked every minute by every worker. Resolves to the number handed on. */
  async tick(): Promise<number> {
    const now = this.clock.now();
    const calendar = await this.calendar();
    await this.store.subscribeManagers(this.settings.localTime, now);
    return this.store.claimDue(
      now,
      (reader) => digestDue(reader, now, calendar),
      (reader, period) => messageId(reader, period, this.settings.senderDomain),
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
    const digest = await this.store.take(job.data.digestId, transaction);
    if (digest === null) return;
    const { reader, messageId: id } = digest;
    try {
      const mail = await this.writer.write(reader);
      await this.mail.send({ messageId: id, to: { name: reader.name, address: reader.email }, ...mail });
    } catch (error) {
      await this.store.noteFailure(digest.id, error instanceof Error ? error.message : String(error));
      throw error;
    }
    await this.store.markSent(digest.id, this.clock.now(), transaction);
  };
}

/** Told by reader and day alone, so that every attempt of every worker names the same mail. */
function messageId(reader: DigestReader, period: string, domain: string): string {
  const hash = createHash('sha256').update(`${reader.subscriptionId}\n${period}`).digest('hex').slice(0, 16);
  return `<digest.${period}.${hash}@${domain}>`;
}
