import type { Page, RejectedItem } from '@earshot/connector-kit';
import type { IncomingMessage, SeenReply } from '@earshot/domain';

/** What one mail became. */
export type MappedMail =
  | { readonly outcome: 'message'; readonly message: IncomingMessage }
  | { readonly outcome: 'reply'; readonly reply: SeenReply }
  | { readonly outcome: 'rejected'; readonly item: RejectedItem }
  | { readonly outcome: 'skipped'; readonly reason: string };

/** Collects one page: every mail that was seen is counted once, whatever became of it. */
export class PageContent {
  readonly messages: IncomingMessage[] = [];
  readonly #replies: SeenReply[] = [];
  readonly #rejected: RejectedItem[] = [];
  readonly #skipped: Record<string, number> = {};

  add(mail: MappedMail): void {
    switch (mail.outcome) {
      case 'message':
        this.messages.push(mail.message);
        return;
      case 'reply':
        this.#replies.push(mail.reply);
        return;
      case 'rejected':
        this.#rejected.push(mail.item);
        return;
      case 'skipped':
        this.#skipped[mail.reason] = (this.#skipped[mail.reason] ?? 0) + 1;
    }
  }

  at<Cursor>(cursor: Cursor): Page<Cursor> {
    return {
      messages: this.messages,
      replies: this.#replies,
      rejected: this.#rejected,
      skipped: this.#skipped,
      cursor,
    };
  }
}
