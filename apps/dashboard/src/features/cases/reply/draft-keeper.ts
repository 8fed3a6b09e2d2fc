import type { ReplyDraftRequest, ReplyDraftView } from '@earshot/contracts';
import { failureKind } from '../../../shared/api/api-error';

/** What a person has typed so far. */
export interface DraftWords {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * - `saved`: the server has it;
 * - `unsaved`: just typed, or on its way;
 * - `here`: the server did not take it; it is kept in this browser and tried again;
 * - `conflict`: another window has saved other words meanwhile.
 */
export type DraftStatus = 'saved' | 'unsaved' | 'here' | 'conflict';

export interface DraftState {
  readonly words: DraftWords;
  readonly status: DraftStatus;
  /** When the server last took it; `null` when it never did. */
  readonly savedAt: Date | null;
  /** What the other window has saved. */
  readonly theirs: DraftWords | null;
}

export interface DraftServer {
  read(): Promise<ReplyDraftView>;
  save(draft: ReplyDraftRequest): Promise<ReplyDraftView>;
}

/** One entry of the browser's own storage. */
export interface DraftShelf {
  read(): string | null;
  write(value: string | null): void;
}

/** Long enough that a word is finished, short enough that little is at stake. */
const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 10_000;

/**
 * Keeps what is being written: in this browser with every keystroke, on the server a moment after the last one. Nothing
 * that was typed is lost by a reload, a lost connection, a signed-out session or a second window.
 */
export class DraftKeeper {
  private state: DraftState;
  private revision: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  /** @param fresh what an empty draft begins with */
  constructor(
    private readonly server: DraftServer,
    private readonly shelf: DraftShelf,
    private readonly messageId: string | null,
    found: ReplyDraftView,
    private readonly fresh: DraftWords,
  ) {
    const kept = readKept(shelf.read());
    this.revision = found.revision;
    this.state = {
      words: kept ?? wordsOf(found, fresh),
      status: kept === null ? 'saved' : 'here',
      savedAt: found.updatedAt === null ? null : new Date(found.updatedAt),
      theirs: null,
    };
    if (kept !== null) this.saveSoon();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): DraftState => this.state;

  write(change: Partial<DraftWords>): void {
    const words = { ...this.state.words, ...change };
    this.shelf.write(JSON.stringify(words));
    this.change({ words, status: this.state.status === 'conflict' ? 'conflict' : 'unsaved' });
    this.saveSoon();
  }

  /** Saves at once what is not saved; resolves when nothing is on its way. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.saving;
    if (this.state.status === 'unsaved' || this.state.status === 'here') await this.save();
  }

  /** The words have gone out: nothing is left to keep. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.shelf.write(null);
    this.revision = 0;
    this.change({ words: this.fresh, status: 'saved', savedAt: null, theirs: null });
  }

  /** Ends a conflict: the words of this window, or those of the other one, are the draft. */
  settle(whose: 'mine' | 'theirs'): void {
    const { theirs, words } = this.state;
    if (theirs === null) return;
    this.change({ status: 'unsaved', theirs: null });
    this.write(whose === 'mine' ? words : theirs);
  }

  private saveSoon(after = SAVE_AFTER_MS): void {
    if (this.state.status === 'conflict') return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), after);
  }

  private async save(): Promise<void> {
    const { words } = this.state;
    this.saving = this.attempt(words);
    await this.saving;
    this.saving = null;
  }

  private async attempt(words: DraftWords): Promise<void> {
    const draft = { revision: this.revision, ...words, messageId: this.messageId };
    try {
      const { revision, updatedAt } = await this.server.save(draft);
      this.taken(words, revision, updatedAt);
    } catch (error) {
      if (failureKind(error) === 'conflict') await this.compare(words);
      else this.postpone();
    }
  }

  private taken(words: DraftWords, revision: number, updatedAt: string | null): void {
    this.revision = revision;
    const savedAt = updatedAt === null ? this.state.savedAt : new Date(updatedAt);
    const isCurrent = sameWords(this.state.words, words);
    if (isCurrent) this.shelf.write(null);
    this.change({ status: isCurrent ? 'saved' : 'unsaved', savedAt });
    if (!isCurrent) this.saveSoon();
  }

  /** Somebody else's revision with the same words, or with none, is no conflict. */
  private async compare(words: DraftWords): Promise<void> {
    try {
      const found = await this.server.read();
      const theirs = wordsOf(found, this.fresh);
      this.revision = found.revision;
      if (sameWords(theirs, words)) this.taken(words, found.revision, found.updatedAt);
      else if (theirs.text.trim() === '') {
        this.change({ status: 'unsaved' });
        this.saveSoon();
      } else this.change({ status: 'conflict', theirs });
    } catch {
      this.postpone();
    }
  }

  private postpone(): void {
    this.change({ status: 'here' });
    this.saveSoon(RETRY_AFTER_MS);
  }

  private change(change: Partial<DraftState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function wordsOf({ to, subject, text }: ReplyDraftView, fresh: DraftWords): DraftWords {
  return { to: to ?? fresh.to, subject: subject ?? fresh.subject, text };
}

const sameWords = (a: DraftWords, b: DraftWords): boolean =>
  a.to === b.to && a.subject === b.subject && a.text === b.text;

function readKept(written: string | null): DraftWords | null {
  if (written === null) return null;
  try {
    const { to, subject, text } = JSON.parse(written) as Partial<DraftWords>;
    return typeof to === 'string' && typeof subject === 'string' && typeof text === 'string'
      ? { to, subject, text }
      : null;
  } catch {
    return null;
  }
}
