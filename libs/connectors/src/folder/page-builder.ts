import type { Page, PollLimits, RejectedItem, Outcome } from '@earshot/connector-kit';
import type { IncomingMessage, SeenReply } from '@earshot/domain';
import { placedInTime } from './placed-in-time.js';

/** Collects what was read until a page is full. */
export class PageBuilder {
  private messages: IncomingMessage[] = [];
  private replies: SeenReply[] = [];
  private rejected: RejectedItem[] = [];
  private skipped: Record<string, number> = {};
  private count = 0;

  constructor(
    private readonly limits: PollLimits,
    private readonly shiftMs: number,
    private readonly now: Date,
  ) {}

  get isFull(): boolean {
    return this.count >= this.limits.pageSize;
  }

  add(outcome: Outcome): void {
    this.count += 1;
    if ('rejected' in outcome) this.rejected.push(outcome.rejected);
    else if ('skipped' in outcome) this.skip(outcome.skipped);
    else if ('reply' in outcome) this.replies.push(placedInTime(outcome.reply, this.shiftMs, this.now));
    else this.addMessage(placedInTime(outcome.message, this.shiftMs, this.now));
  }

  /** The page, and a new one is begun. */
  take<Cursor>(cursor: Cursor): Page<Cursor> {
    const { messages, replies, rejected, skipped } = this;
    this.messages = [];
    this.replies = [];
    this.rejected = [];
    this.skipped = {};
    this.count = 0;
    return { messages, replies, rejected, skipped, cursor };
  }

  private addMessage(message: IncomingMessage): void {
    const { since } = this.limits;
    if (since !== null && message.sentAt < since) this.skip('older-than-start');
    else this.messages.push(message);
  }

  private skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }
}
