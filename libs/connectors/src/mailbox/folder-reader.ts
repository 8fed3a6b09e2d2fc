import { MAX_RAW_BYTES, type RejectedItem } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { planDownloads, SMALL_MAIL_BYTES } from './download-plan.js';
import type { ImapSession, MailFacts } from './imap-session.js';
import type { FolderPosition } from './mailbox-cursor.js';

/** One mail of a folder, or what came of it. */
export type FetchedItem =
  | { readonly outcome: 'mail'; readonly facts: MailFacts; readonly raw: Uint8Array }
  | { readonly outcome: 'rejected'; readonly item: RejectedItem }
  | { readonly outcome: 'skipped'; readonly reason: 'expunged' | 'before-start' };

/** A group of mails that were loaded together, in the order of the folder. */
export interface FetchedGroup {
  readonly items: readonly FetchedItem[];
  /** The last UID of the page when this group completes one; `null` inside a page. */
  readonly completesPage: { readonly throughUid: number; readonly isLast: boolean } | null;
}

export interface ReadingLimits {
  readonly pageSize: number;
  readonly maxItemBytes: number;
}

const NOT_SERVED = 'not-served';
/** SEARCH SINCE compares days without regard to the time zone (RFC 9051, section 6.4.4); a day more, then the exact time. */
const DAY_MS = 24 * 3600_000;
/** A mail that is larger than the server claimed is cut here when it travels in a group, and then fetched alone. */
const GROUPED_MAIL_BYTES = 2 * SMALL_MAIL_BYTES;

/**
 * Loads what came after `position` from the open folder, page by page, each page in groups that fit into memory. Sizes are
 * asked for first, so that a mail above the limit is never loaded.
 */
export async function* readFolder(
  session: ImapSession,
  position: FolderPosition,
  limits: ReadingLimits,
): AsyncGenerator<FetchedGroup, void> {
  const since = position.startingAt === null ? null : new Date(position.startingAt);
  const searchFrom = since === null ? null : new Date(since.getTime() - DAY_MS);
  const uids = await session.uidsAbove(Number(position.lastUid), searchFrom);
  const reader = new FolderReader(session, limits.maxItemBytes);
  for (let at = 0; at < uids.length; at += limits.pageSize) {
    const page = uids.slice(at, at + limits.pageSize);
    const completesPage = { throughUid: page.at(-1) ?? 0, isLast: at + limits.pageSize >= uids.length };
    yield* reader.page(page, since, completesPage);
  }
}

class FolderReader {
  constructor(
    private readonly session: ImapSession,
    private readonly maxItemBytes: number,
  ) {}

  async *page(
    uids: readonly number[],
    since: Date | null,
    completesPage: NonNullable<FetchedGroup['completesPage']>,
  ): AsyncGenerator<FetchedGroup, void> {
    const known = await this.session.facts(uids);
    const facts = new Map(known.map((mail) => [mail.uid, mail]));
    const early = new Set(known.filter((mail) => isBefore(mail, since)).map((mail) => mail.uid));
    const wanted = uids.flatMap((uid) => (early.has(uid) ? [] : (facts.get(uid) ?? [])));
    const plan = planDownloads(wanted, this.maxItemBytes);
    let served = 0;
    const rest: FetchedItem[] = [...early].map(() => ({ outcome: 'skipped', reason: 'before-start' }));
    rest.push(...(await this.#missing(uids.filter((uid) => !facts.has(uid)))));
    for (const uid of plan.tooLarge) rest.push(await this.#tooLarge(uid, facts.get(uid)?.size ?? 0));
    for (const batch of plan.batches) {
      const items = await this.#batch(batch, facts);
      served += items.filter((item) => !isNotServed(item)).length;
      // Held back until the server has shown that it serves mail at all.
      if (served === 0) rest.push(...items);
      else yield { items, completesPage: null };
    }
    if (served === 0 && rest.some(isNotServed)) throw servesNothing(uids.length);
    yield { items: rest, completesPage };
  }

  async #batch(uids: readonly number[], facts: ReadonlyMap<number, MailFacts>): Promise<FetchedItem[]> {
    const cut = uids.length === 1 ? this.maxItemBytes + 1 : GROUPED_MAIL_BYTES;
    const sources = await this.session.sources(uids, cut);
    const items: FetchedItem[] = [];
    for (const uid of uids) {
      const raw = sources === 'refused' ? undefined : sources.get(uid);
      const mail = facts.get(uid);
      if (raw !== undefined && mail !== undefined && raw.length < cut)
        items.push({ outcome: 'mail', facts: mail, raw });
      else items.push(await this.#alone(uid, mail));
    }
    return items;
  }

  /** A mail that did not come with its group: gone, larger than claimed, or one that the server cannot serve. */
  async #alone(uid: number, facts: MailFacts | undefined): Promise<FetchedItem> {
    const sources = await this.session.sources([uid], this.maxItemBytes + 1);
    const raw = sources === 'refused' ? undefined : sources.get(uid);
    if (raw !== undefined && raw.length > this.maxItemBytes) return this.#tooLarge(uid, facts?.size ?? raw.length);
    if (raw !== undefined && facts !== undefined) return { outcome: 'mail', facts, raw };
    const there = await this.session.stillThere([uid]);
    return there.has(uid) ? this.#notServed(uid) : { outcome: 'skipped', reason: 'expunged' };
  }

  /** Mails that the server listed a moment ago and now says nothing of. */
  async #missing(uids: readonly number[]): Promise<FetchedItem[]> {
    const there = await this.session.stillThere(uids);
    return uids.map((uid) => (there.has(uid) ? this.#notServed(uid) : { outcome: 'skipped', reason: 'expunged' }));
  }

  async #tooLarge(uid: number, size: number): Promise<FetchedItem> {
    const raw = await this.session.header(uid, MAX_RAW_BYTES);
    const detail = `The mail has ${size} bytes, at most ${this.maxItemBytes} are read; its header is kept.`;
    return { outcome: 'rejected', item: { externalId: this.session.placeOf(uid), reason: 'too-large', detail, raw } };
  }

  #notServed(uid: number): FetchedItem {
    const detail = `The server lists the mail with UID ${uid} but does not serve it; open it in a mail program.`;
    return {
      outcome: 'rejected',
      item: { externalId: this.session.placeOf(uid), reason: NOT_SERVED, detail, raw: null },
    };
  }
}

function isNotServed(item: FetchedItem): boolean {
  return item.outcome === 'rejected' && item.item.reason === NOT_SERVED;
}

/**
 * One mail that is not served is damaged; when none is, the server is, and nothing may be passed over. A damaged mail that
 * is alone waits for the next one to arrive.
 */
function servesNothing(count: number): ConnectorError {
  return new ConnectorError('unreadable', `The server lists ${count} new mails and serves none of them`, {
    advice: 'Open the mailbox in a mail program. If the newest mail cannot be opened there either, delete or move it.',
  });
}

function isBefore(mail: MailFacts, since: Date | null): boolean {
  return since !== null && mail.receivedAt !== null && mail.receivedAt < since;
}
