import type { Clock, JobQueue, ReplyStore, StoredOutgoingReply, StoredReceipt } from '@earshot/domain';
import { afterFailedAttempt, RETRY_SCHEDULE, type RetrySchedule } from './attempt-outcome.js';
import { askForStep, REPLY_JOB, type ReplyJob } from './reply-job.js';

/** The way to a reply's channel, open for one step. */
export interface ReplyChannel {
  /** One attempt; errors as the connector port says. */
  send(reply: StoredOutgoingReply, signal: AbortSignal): Promise<StoredReceipt>;
  /** `null` when it is not there, or when the channel cannot be searched. */
  find(reply: StoredOutgoingReply, signal: AbortSignal): Promise<StoredReceipt | null>;
  keep(reply: StoredOutgoingReply, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export type OpenReplyChannel = (sourceId: string) => Promise<ReplyChannel>;

export interface SendingSchedule {
  readonly retry: RetrySchedule;
  /** When a reply that may have gone out is first looked for; the pause doubles. Milliseconds. */
  readonly firstLookMs: number;
  /** After that only a person decides. Milliseconds. */
  readonly lookingEndsMs: number;
}

export const SENDING_SCHEDULE: SendingSchedule = {
  retry: RETRY_SCHEDULE,
  firstLookMs: 30_000,
  lookingEndsMs: 24 * 3_600_000,
};

/** No pause between two looks is longer. Milliseconds. */
const LONGEST_LOOK_PAUSE_MS = 3_600_000;

/**
 * Brings replies out, each step on record before the next begins, so that after a kill between any two of them a reply is
 * sent once, or is known not to be known. A worker that dies while sending leaves `sending` behind: whoever takes the job
 * next does not send again, but looks.
 */
export class ReplySending {
  constructor(
    private readonly store: ReplyStore,
    private readonly open: OpenReplyChannel,
    private readonly queue: Pick<JobQueue, 'send'>,
    private readonly clock: Clock,
    private readonly schedule: SendingSchedule = SENDING_SCHEDULE,
  ) {}

  /** Repeating a step does no harm. Rejects only when the database is away, or when a copy could not be kept. */
  async take({ replyId, step }: ReplyJob, signal: AbortSignal): Promise<void> {
    const reply = await this.store.find(replyId);
    if (reply === null) return;
    if (step === 'send') await this.send(reply, signal);
    else if (step === 'settle') await this.settle(reply, signal);
    else if (reply.state === 'sent') await this.withChannel(reply, (channel) => channel.keep(reply, signal));
  }

  private async send(reply: StoredOutgoingReply, signal: AbortSignal): Promise<void> {
    if (reply.state === 'sending') {
      await this.lose(reply.id, 'The attempt was interrupted: nobody knows whether it went out');
      return;
    }
    if (reply.state !== 'queued' || !(await this.store.begin(reply.id, this.clock.now()))) return;
    try {
      const receipt = await this.withChannel(reply, (channel) => channel.send(reply, signal));
      await this.accept(reply.id, receipt);
    } catch (error) {
      if (signal.aborted && error === signal.reason) {
        await this.postpone(reply.id, 'The service was stopped', this.clock.now());
        return;
      }
      await this.recordFailure(reply, error);
    }
  }

  private async recordFailure(reply: StoredOutgoingReply, error: unknown): Promise<void> {
    const next = afterFailedAttempt(error, reply.attempts + 1, this.clock.now(), this.schedule.retry);
    if (next.kind === 'postponed') await this.postpone(reply.id, next.reason, next.until);
    else if (next.kind === 'unsure') await this.lose(reply.id, next.reason);
    else await this.store.record(reply.id, next, this.clock.now(), async () => undefined);
  }

  private async settle(reply: StoredOutgoingReply, signal: AbortSignal): Promise<void> {
    if (reply.state !== 'unsure' && reply.state !== 'queued') return;
    const receipt = (await this.store.seen(reply.id)) ?? (await this.look(reply, signal));
    if (receipt !== null) {
      await this.accept(reply.id, receipt);
      return;
    }
    if (reply.state === 'unsure') await this.lookAgain(reply);
  }

  /** A channel that cannot be reached now says nothing about the reply. */
  private async look(reply: StoredOutgoingReply, signal: AbortSignal): Promise<StoredReceipt | null> {
    try {
      return await this.withChannel(reply, (channel) => channel.find(reply, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  }

  private async lookAgain(reply: StoredOutgoingReply): Promise<void> {
    const now = this.clock.now().getTime();
    const lostAt = (reply.sendingAt ?? reply.createdAt).getTime();
    const pauseMs = Math.min(Math.max(now - lostAt, this.schedule.firstLookMs), LONGEST_LOOK_PAUSE_MS);
    if (now + pauseMs > lostAt + this.schedule.lookingEndsMs) return;
    const startAfter = new Date(now + pauseMs);
    await this.queue.send<ReplyJob>(
      REPLY_JOB,
      { replyId: reply.id, step: 'settle' },
      { startAfter, singletonKey: `settle:${reply.id}` },
    );
  }

  private async accept(replyId: string, receipt: StoredReceipt): Promise<void> {
    await this.store.record(replyId, { kind: 'accepted', receipt }, this.clock.now(), (transaction) =>
      askForStep(this.queue, { replyId, step: 'keep' }, transaction),
    );
  }

  private async postpone(replyId: string, reason: string, until: Date): Promise<void> {
    await this.store.record(replyId, { kind: 'postponed', reason }, this.clock.now(), (transaction) =>
      askForStep(this.queue, { replyId, step: 'send' }, transaction, until),
    );
  }

  private async lose(replyId: string, reason: string): Promise<void> {
    const now = this.clock.now();
    const firstLook = new Date(now.getTime() + this.schedule.firstLookMs);
    await this.store.record(replyId, { kind: 'unsure', reason }, now, (transaction) =>
      askForStep(this.queue, { replyId, step: 'settle' }, transaction, firstLook),
    );
  }

  private async withChannel<Result>(
    reply: StoredOutgoingReply,
    work: (channel: ReplyChannel) => Promise<Result>,
  ): Promise<Result> {
    const channel = await this.open(reply.sourceId);
    try {
      return await work(channel);
    } finally {
      await channel.close();
    }
  }
}
