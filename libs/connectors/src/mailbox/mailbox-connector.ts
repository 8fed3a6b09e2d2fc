import type {
  Connector,
  ConnectorKit,
  OutgoingReply,
  Page,
  PollLimits,
  ReplyReceipt,
  SourceCheck,
} from '@earshot/connector-kit';
import { ConnectorError, type IncomingMessage } from '@earshot/domain';
import { planFolders, type PlannedFolder } from './folder-plan.js';
import { readFolder, type FetchedItem } from './folder-reader.js';
import type { ImapSession } from './imap-session.js';
import { MailMapper } from './mail-mapper.js';
import {
  EMPTY_CURSOR,
  startOfReading,
  withPosition,
  type FolderPosition,
  type FolderState,
  type MailboxCursor,
} from './mailbox-cursor.js';
import type { MailboxOptions } from './mailbox-options.js';
import { oneAhead } from './one-ahead.js';
import { MailboxReplies } from './replying/mailbox-replies.js';
import { SMTP_TIMINGS, type SmtpTimings } from './replying/smtp-delivery.js';
import { PageContent, type MappedMail } from './page-content.js';
import { SessionOpener, type SessionPurpose } from './session-opener.js';
import { SESSION_TIMINGS, type SessionTimings } from './session-limits.js';

/** What `verify` shows of the mailbox. */
const PREVIEW_MAILS = 5;
/** A preview is a glance: larger mails are left out of it. */
const PREVIEW_MAX_BYTES = 2 * 1024 * 1024;

/**
 * Reads the folders of one mailbox over IMAP, without leaving a trace in it, and answers by SMTP. Each poll opens a connection of its own and
 * closes it; `watch` holds another one for as long as it waits.
 */
export class MailboxConnector implements Connector<MailboxCursor> {
  readonly #sessions: SessionOpener;
  readonly #mapper: MailMapper;
  readonly #replies: MailboxReplies;
  /** The next UID of the watched folder when it was last read: mail that came before the watch began is not overlooked. */
  #watchedUidNext: number | null = null;

  constructor(
    private readonly options: MailboxOptions,
    private readonly kit: ConnectorKit,
    timings: SessionTimings = SESSION_TIMINGS,
    smtpTimings: SmtpTimings = SMTP_TIMINGS,
  ) {
    this.#sessions = new SessionOpener(options, kit, timings);
    this.#replies = new MailboxReplies(options, kit, this.#sessions, smtpTimings);
    this.#mapper = new MailMapper(options, kit.now);
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const hindrance = this.options.smtp === null ? null : await this.#replies.whatHinders(signal);
    return this.#withSession({ maxItemBytes: PREVIEW_MAX_BYTES, waits: false }, signal, async (session) => {
      const plan = planFolders(await session.folders(), this.options);
      const counts: string[] = [];
      for (const { path } of plan) counts.push(`${path}, ${(await session.open(path)).exists} mails`);
      const preview = await this.#preview(session, plan);
      return {
        summary: `${this.options.host}: ${counts.join('; ')}`,
        warnings: [
          ...this.#warnings(session, plan),
          ...(hindrance === null ? [] : [`Answers cannot be sent: ${hindrance}`]),
        ],
        preview,
      };
    });
  }

  async *poll(from: MailboxCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<MailboxCursor>> {
    const session = await this.#sessions.open({ maxItemBytes: limits.maxItemBytes, waits: false }, signal);
    let endedWell = false;
    try {
      const plan = planFolders(await session.folders(), this.options);
      let cursor = from ?? EMPTY_CURSOR;
      for (const folder of plan) {
        const state = await session.open(folder.path);
        if (folder === plan[0]) this.#watchedUidNext = state.uidNext;
        for await (const page of this.#pagesOf(session, { ...folder, state }, cursor, limits)) {
          signal.throwIfAborted();
          cursor = page.cursor;
          yield page;
        }
      }
      endedWell = true;
    } finally {
      await session.end(endedWell);
    }
  }

  /** IDLE on the first folder, and every minute a STATUS of the others, which IDLE does not cover. */
  async watch(signal: AbortSignal): Promise<void> {
    try {
      await this.#withSession({ maxItemBytes: PREVIEW_MAX_BYTES, waits: true }, signal, (session) =>
        this.#awaitMail(session),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    return this.#replies.send(outgoing, signal);
  }

  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    return this.#replies.find(outgoing, signal);
  }

  async keepReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<void> {
    await this.#replies.keep(outgoing, signal);
  }

  async close(): Promise<void> {
    this.#sessions.closeAll();
  }

  async *#pagesOf(
    session: ImapSession,
    folder: PlannedFolder & { readonly state: FolderState },
    cursor: MailboxCursor,
    limits: PollLimits,
  ): AsyncGenerator<Page<MailboxCursor>> {
    const { state } = folder;
    const stored = cursor.folders[folder.path];
    const start = startOfReading(stored, state, limits.since);
    if (start.restarted !== null)
      this.kit.logger.warn({ reason: start.restarted }, 'a folder is read again from its beginning');
    if (start.upToDate && start.position.startingAt === null) return;
    let page = new PageContent();
    let position = start.position;
    let read = false;
    for await (const group of oneAhead(readFolder(session, position, limits))) {
      for (const item of group.items) page.add(await this.#mapped(item, folder));
      if (group.completesPage === null) continue;
      const { throughUid, isLast } = group.completesPage;
      position = isLast ? atEnd(position, throughUid, state) : { ...position, lastUid: String(throughUid) };
      yield page.at(withPosition(cursor, folder.path, position));
      page = new PageContent();
      read = true;
    }
    // A folder in which nothing was found is remembered too: otherwise its first mail would look like an old one.
    if (!read && (start.position !== stored || position.startingAt !== null))
      yield page.at(withPosition(cursor, folder.path, atEnd(position, Number(position.lastUid), state)));
  }

  async #mapped(item: FetchedItem, folder: PlannedFolder): Promise<MappedMail> {
    return item.outcome === 'mail' ? this.#mapper.map(item.raw, item.facts, folder.role) : item;
  }

  async #awaitMail(session: ImapSession): Promise<void> {
    const plan = planFolders(await session.folders(), this.options);
    const [watched, ...others] = plan;
    if (watched === undefined) throw new ConnectorError('misconfigured', 'There is no folder to watch');
    const state = await session.open(watched.path);
    const known = this.#watchedUidNext;
    if (known !== null && state.uidNext !== null && state.uidNext > known) return;
    await session.arrival(others.map((folder) => folder.path));
  }

  async #preview(session: ImapSession, plan: readonly PlannedFolder[]): Promise<IncomingMessage[]> {
    const folder = plan[0];
    if (folder === undefined) return [];
    const { exists } = await session.open(folder.path);
    const facts = (await session.newest(PREVIEW_MAILS, exists)).filter((mail) => mail.size <= PREVIEW_MAX_BYTES);
    const page = new PageContent();
    for (const mail of facts.reverse()) {
      const sources = await session.sources([mail.uid], PREVIEW_MAX_BYTES);
      const raw = sources === 'refused' ? undefined : sources.get(mail.uid);
      if (raw !== undefined) page.add(await this.#mapper.map(raw, mail, folder.role));
    }
    return page.messages;
  }

  #warnings(session: ImapSession, plan: readonly PlannedFolder[]): string[] {
    const warnings: string[] = [];
    if (this.options.security === 'none')
      warnings.push('The connection is not encrypted: password and mails travel in the clear.');
    if (this.options.readSent && !plan.some((folder) => folder.role === 'sent'))
      warnings.push('No Sent folder was found, so answers are not noticed: name it in sentFolder.');
    for (const { path, role } of plan) if (role === 'junk') warnings.push(`${path} is the folder for junk mail.`);
    if (!session.canIdle) warnings.push('The server cannot push (no IDLE): new mail is noticed at the next poll.');
    return warnings;
  }

  async #withSession<T>(
    purpose: SessionPurpose,
    signal: AbortSignal,
    work: (session: ImapSession) => Promise<T>,
  ): Promise<T> {
    const session = await this.#sessions.open(purpose, signal);
    let endedWell = false;
    try {
      const result = await work(session);
      endedWell = true;
      return result;
    } finally {
      await session.end(endedWell);
    }
  }
}

/** Where a folder stands after it was read to its end; only now the next reading may look beyond the starting date. */
function atEnd(position: FolderPosition, throughUid: number, state: FolderState): FolderPosition {
  if (position.startingAt !== null && state.uidNext === null) return { ...position, lastUid: String(throughUid) };
  const beforeStart = position.startingAt === null ? 0 : (state.uidNext ?? 1) - 1;
  return {
    uidValidity: position.uidValidity,
    lastUid: String(Math.max(throughUid, beforeStart)),
    highestModseq: state.highestModseq,
    startingAt: null,
  };
}
