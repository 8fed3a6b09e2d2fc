import type { Message, SeenReply } from '@earshot/domain';

/**
 * How unhappy the thread is that a message belongs to, as far as nobody has answered yet: a polite last line does not hide
 * an angry thread, and a thank-you after our answer is not weighed down by what was answered.
 */
export class ThreadRisk {
  private readonly inPage = new Map<string, { probability: number; sentAt: Date }[]>();

  /**
   * @param stored thread id → probability of the worst unanswered message that was stored before
   * @param replies our own answers within the page
   */
  constructor(
    private readonly stored: ReadonlyMap<string, number>,
    private readonly replies: readonly SeenReply[],
  ) {}

  /** `null` when the thread has no earlier message that waits. */
  of(message: Pick<Message, 'references' | 'sentAt'>): number | null {
    const known = message.references.flatMap((threadId) => [
      ...this.storedAt(threadId, message.sentAt),
      ...(this.inPage.get(threadId) ?? [])
        .filter(({ sentAt }) => !this.answeredBetween(threadId, sentAt, message.sentAt))
        .map(({ probability }) => probability),
    ]);
    return known.length === 0 ? null : Math.max(...known);
  }

  /** Messages of a page are told of in the order in which they were written. */
  add(message: Pick<Message, 'threadId' | 'sentAt'>, probability: number): void {
    if (message.threadId === null) return;
    const told = this.inPage.get(message.threadId) ?? [];
    this.inPage.set(message.threadId, [...told, { probability, sentAt: message.sentAt }]);
  }

  private storedAt(threadId: string, at: Date): number[] {
    const probability = this.stored.get(threadId);
    if (probability === undefined || this.answeredBetween(threadId, new Date(0), at)) return [];
    return [probability];
  }

  private answeredBetween(threadId: string, from: Date, to: Date): boolean {
    return this.replies.some(
      (reply) => !reply.automatic && reply.sentAt >= from && reply.sentAt <= to && reply.answers.includes(threadId),
    );
  }
}
