import type { Page, RereadItem } from '@earshot/connector-kit';
import {
  InvalidTransition,
  type Clock,
  type PollLedger,
  type QuarantinedRaw,
  type QuarantineStore,
  type SourceBook,
} from '@earshot/domain';
import { rereadItem } from './reread-item.js';
import type { SourceKinds } from './source-kinds.js';

/** What came of reading an item again. */
export type RetryOutcome =
  /** It is stored now, or was stored before: the row is closed. */
  | { readonly outcome: 'stored' | 'known' | 'needless' }
  /** It still cannot be read; why. */
  | { readonly outcome: 'unreadable'; readonly detail: string }
  /**
   * Its raw form does not tell enough: only its service does, by a backfill (`detail` is `null`), or whoever brought it, as
   * `detail` says.
   */
  | { readonly outcome: 'ask-source'; readonly detail: string | null };

/** A row means something under its heading alone, and a source that is brought its messages cannot be asked for them. */
const BRING_AGAIN = 'correct it where it came from and import or send it again; under the same id this item closes';
/** Nothing tells that what comes then is this item. */
const BRING_AGAIN_NAMELESS =
  'correct it where it came from and import or send it again; it has no id by which it would close by itself: dismiss it then';

type BroughtPage = Pick<Page<unknown>, 'messages' | 'replies' | 'rejected' | 'skipped'>;

/** Stores a page as a poll would: judged, once, with its account. */
export type StorePage = (sourceId: string, page: BroughtPage) => Promise<PollLedger>;

/** What people do with what could not be read. */
export class QuarantineDesk {
  constructor(
    private readonly store: QuarantineStore,
    private readonly book: SourceBook,
    private readonly kinds: SourceKinds,
    private readonly deliver: StorePage,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads an item again through the mapper of its connector, as that is now. What it held is stored exactly once, however
   * often this is repeated.
   * @throws NotFound, InvalidTransition when it was dismissed, and what storing throws
   */
  async retry(sourceId: string, itemId: string, actorId: string | null): Promise<RetryOutcome> {
    const item = await this.store.find(sourceId, itemId);
    if (item.state === 'dismissed') throw new InvalidTransition('The item', 'dismissed', 'retry', []);
    const deed = { actorId, at: this.clock.now() };
    const settings = await this.book.settings(sourceId);
    const read = await rereadItem(this.kinds, settings, item, deed.at);
    if (read === null) {
      const isBrought = this.kinds.find(settings.kind).isPushed === true;
      return { outcome: 'ask-source', detail: isBrought ? adviceFor(item) : null };
    }
    if ('rejected' in read) {
      await this.store.tried(sourceId, itemId, read.rejected.detail, deed);
      return { outcome: 'unreadable', detail: read.rejected.detail };
    }
    const ledger = 'skipped' in read ? null : await this.deliver(sourceId, pageOf(read));
    const outcome = ledger === null ? 'needless' : ledger.duplicate > 0 ? 'known' : 'stored';
    await this.store.resolve(sourceId, itemId, outcome, deed);
    return { outcome };
  }

  /** @throws NotFound, InvalidTransition when it is closed */
  async dismiss(sourceId: string, itemId: string, reason: string, actorId: string | null): Promise<void> {
    await this.store.dismiss(sourceId, itemId, reason, { actorId, at: this.clock.now() });
  }
}

function adviceFor({ externalId }: Pick<QuarantinedRaw, 'externalId'>): string {
  return externalId === null ? BRING_AGAIN_NAMELESS : BRING_AGAIN;
}

function pageOf(read: Exclude<RereadItem, { rejected: unknown } | { skipped: unknown }>): BroughtPage {
  return {
    messages: 'message' in read ? [read.message] : [],
    replies: 'reply' in read ? [read.reply] : [],
    rejected: [],
    skipped: {},
  };
}
