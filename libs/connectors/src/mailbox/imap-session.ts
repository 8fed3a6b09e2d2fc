import { ConnectorError } from '@earshot/domain';
import type { ConnectorLogger } from '@earshot/connector-kit';
import { ImapFlow, type FetchMessageObject, type FetchQueryObject, type SearchObject } from 'imapflow';
import { setTimeout as pause } from 'node:timers/promises';
import type { ListedFolder } from './folder-plan.js';
import { isRefusal, toConnectorError } from './imap-errors.js';
import type { FolderState } from './mailbox-cursor.js';
import { clientOptions, type SessionPlan } from './session-plan.js';

/** What is known of a mail without loading it. */
export interface MailFacts {
  readonly uid: number;
  /** Bytes, as the server claims. */
  readonly size: number;
  readonly receivedAt: Date | null;
  /** Gmail's X-GM-MSGID: the same for every copy of the mail. */
  readonly gmailId: string | null;
  /** Folder, UIDVALIDITY and UID: names a mail for which nothing else is known. */
  readonly place: string;
}

/**
 * One connection to a mailbox; reading leaves no trace. Every command ends when the signal aborts, because that closes the connection;
 * every error leaves as a ConnectorError. A session does not reconnect: the host opens another, after a pause.
 */
export class ImapSession {
  readonly #client: ImapFlow;
  #death: Error | null = null;
  /** The last tagged answer; the library keeps a refused SEARCH to itself. */
  #lastAnswer: { response: string; code?: string | undefined } | null = null;
  #folder: string | null = null;
  #uidValidity = '0';

  private constructor(
    private readonly plan: SessionPlan,
    private readonly signal: AbortSignal,
    private readonly logger: ConnectorLogger,
  ) {
    this.#client = new ImapFlow(clientOptions(plan));
    // Without listeners an error of the socket would end the process.
    this.#client.on('error', (error: Error) => {
      this.#death ??= error;
    });
    this.#client.on('response', (answer) => {
      this.#lastAnswer = answer;
    });
    this.#client.on('close', () => this.signal.removeEventListener('abort', this.#abort));
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** @throws ConnectorError, see `toConnectorError`. */
  static async open(plan: SessionPlan, signal: AbortSignal, logger: ConnectorLogger): Promise<ImapSession> {
    signal.throwIfAborted();
    const session = new ImapSession(plan, signal, logger);
    // The library's limits cover connecting and the greeting, but not a login that drags on.
    const deadline = setTimeout(() => session.#end(timedOut('the login takes too long')), plan.timings.loginMs);
    try {
      await session.#run(() => session.#client.connect());
      return session;
    } catch (error) {
      session.close();
      throw error;
    } finally {
      clearTimeout(deadline);
    }
  }

  get canIdle(): boolean {
    return this.#client.capabilities.has('IDLE');
  }

  async folders(): Promise<ListedFolder[]> {
    const listed = await this.#run(() => this.#client.list());
    return listed.map(({ path, specialUse, flags }) => ({
      path,
      specialUse: specialUse ?? null,
      selectable: !flags.has('\\Noselect') && !flags.has('\\NonExistent'),
    }));
  }

  /** Opens a folder with EXAMINE: reading leaves no trace, not even \Seen or \Recent. */
  async open(path: string): Promise<FolderState> {
    this.#folder = path;
    const mailbox = await this.#run(() => this.#client.mailboxOpen(path, { readOnly: true }));
    this.#uidValidity = String(mailbox.uidValidity ?? 0);
    return {
      uidValidity: this.#uidValidity,
      uidNext: mailbox.uidNext ?? null,
      highestModseq: mailbox.highestModseq?.toString() ?? null,
      exists: mailbox.exists,
    };
  }

  /** Names a mail of the open folder for which nothing else is known. */
  placeOf(uid: number): string {
    return `imap:${this.#uidValidity}/${uid}@${this.#folder ?? ''}`.slice(0, 512);
  }

  /** UIDs above `lastUid` in rising order; with `since` only of mails that the server received on that day or later. */
  async uidsAbove(lastUid: number, since: Date | null): Promise<number[]> {
    const range = { uid: `${lastUid + 1}:*` };
    const found = await this.#search(since === null ? range : { ...range, since });
    // `n:*` names the last mail even when its UID is below n (RFC 9051, section 9, seq-range).
    return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
  }

  /** Which of these mails are still in the folder. */
  async stillThere(uids: readonly number[]): Promise<Set<number>> {
    return uids.length === 0 ? new Set() : new Set(await this.#search({ uid: uids.join(',') }));
  }

  async facts(uids: readonly number[]): Promise<MailFacts[]> {
    const mails = await this.#fetch(uids, { uid: true, size: true, internalDate: true });
    return mails.map((mail) => this.#factsOf(mail));
  }

  /** The newest mails of the folder by position, at most `count`. */
  async newest(count: number, exists: number): Promise<MailFacts[]> {
    if (exists === 0) return [];
    const range = `${Math.max(1, exists - count + 1)}:${exists}`;
    const mails = await this.#run(() => this.#client.fetchAll(range, { uid: true, size: true, internalDate: true }));
    return mails.map((mail) => this.#factsOf(mail));
  }

  /**
   * Whole mails, each cut at `maxBytes`: the size that a server claims is not always true. Mails that are not in the answer
   * are gone or were not served. `'refused'` when the server says no to the request itself.
   */
  async sources(uids: readonly number[], maxBytes: number): Promise<Map<number, Uint8Array> | 'refused'> {
    return this.#parts(uids, { uid: true, source: { start: 0, maxLength: maxBytes } }, (mail) => mail.source);
  }

  /** The header block of one mail, cut at `maxBytes`. */
  async header(uid: number, maxBytes: number): Promise<Uint8Array | null> {
    const query = { uid: true, bodyParts: [{ key: 'HEADER', start: 0, maxLength: maxBytes }] };
    const found = await this.#parts([uid], query, (mail) => mail.headers ?? mail.bodyParts?.get('header'));
    return found === 'refused' ? null : (found.get(uid) ?? null);
  }

  /** Whether a mail of the open folder has this value in its header; servers compare parts and without case. */
  async hasHeader(name: string, value: string): Promise<boolean> {
    return (await this.#search({ header: { [name]: value } })).length > 0;
  }

  /** The one thing that is ever written: a copy of a mail of ours, marked as read. */
  async append(folder: string, raw: Buffer, at: Date): Promise<void> {
    // While a folder is open for reading only, the library leaves out flags. Closing one that was opened with EXAMINE
    // removes nothing (RFC 9051, section 6.4.1).
    await this.#run(() => this.#client.mailboxClose());
    this.#folder = null;
    await this.#run(() => this.#client.append(folder, raw, ['\\Seen'], at));
  }

  /** How many mails a folder that is not open has, and the next UID: if either changes, something happened there. */
  async status(path: string): Promise<string> {
    const status = await this.#run(() => this.#client.status(path, { messages: true, uidNext: true }));
    return status === false ? '' : `${status.uidNext ?? ''}/${status.messages ?? ''}`;
  }

  /**
   * Resolves when the open folder, or one of `others`, gets mail. IDLE hears of the open folder only (RFC 2177).
   * @throws ConnectorError `unreachable` when the connection dies meanwhile.
   */
  async arrival(others: readonly string[]): Promise<void> {
    const waiting = new AbortController();
    const arrived = Promise.race([this.#growth(waiting.signal), this.#changeOf(others, waiting.signal)]);
    // IDLE goes on in the background; when it fails the connection closes, which the wait hears.
    this.#client.idle().catch((error: Error) => {
      this.#death ??= error;
    });
    try {
      await this.#run(() => arrived);
    } finally {
      waiting.abort();
    }
  }

  #growth(stop: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onExists = (event: { count: number; prevCount: number }): void => {
        if (event.count > event.prevCount) resolve();
      };
      const onClose = (): void => reject(this.#connectionLost());
      this.#client.on('exists', onExists);
      this.#client.on('close', onClose);
      stop.addEventListener('abort', () => {
        this.#client.off('exists', onExists);
        this.#client.off('close', onClose);
      });
      if (this.#client.isClosed) onClose();
    });
  }

  async #changeOf(folders: readonly string[], stop: AbortSignal): Promise<void> {
    const before = new Map<string, string>();
    for (;;) {
      for (const folder of folders) {
        const now = await this.status(folder);
        if ((before.get(folder) ?? now) !== now) return;
        before.set(folder, now);
      }
      await pause(this.plan.timings.statusMs, undefined, { signal: stop });
    }
  }

  /** Closes the session; after work that went well it says goodbye first, for a moment at most. */
  async end(politely: boolean): Promise<void> {
    if (politely) await this.#logout();
    this.close();
  }

  async #logout(): Promise<void> {
    const timer = setTimeout(() => this.close(), this.plan.timings.logoutMs);
    try {
      await this.#client.logout();
    } catch (error) {
      this.logger.debug(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'the mail server did not say goodbye',
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends every command under way. Idempotent. */
  close(): void {
    this.signal.removeEventListener('abort', this.#abort);
    this.#client.close();
  }

  readonly #abort = (): void => this.#client.close();

  #end(reason: Error): void {
    this.#death ??= reason;
    this.#client.close();
  }

  async #search(query: SearchObject): Promise<number[]> {
    const found = await this.#run(() => this.#client.search(query, { uid: true }));
    this.#assertOpen();
    if (Array.isArray(found)) return found;
    const refused = Object.assign(new Error('SEARCH'), {
      responseStatus: this.#lastAnswer?.response ?? 'NO',
      serverResponseCode: this.#lastAnswer?.code,
    });
    throw this.#named(refused);
  }

  async #fetch(uids: readonly number[], query: FetchQueryObject): Promise<FetchMessageObject[]> {
    if (uids.length === 0) return [];
    // Drained completely before anything else is asked: a command inside the iteration would wait for itself.
    const mails = await this.#run(() => this.#client.fetchAll(uids.join(','), query, { uid: true }));
    this.#assertOpen();
    const wanted = new Set(uids);
    return mails.filter((mail) => wanted.has(mail.uid));
  }

  async #parts(
    uids: readonly number[],
    query: FetchQueryObject,
    pick: (mail: FetchMessageObject) => Buffer | undefined,
  ): Promise<Map<number, Uint8Array> | 'refused'> {
    try {
      const found = new Map<number, Uint8Array>();
      for (const mail of await this.#fetch(uids, query)) {
        const bytes = pick(mail);
        if (bytes !== undefined) found.set(mail.uid, bytes);
      }
      return found;
    } catch (error) {
      if (error instanceof ConnectorError && isRefusal(error.cause)) return 'refused';
      throw error;
    }
  }

  #factsOf(mail: FetchMessageObject): MailFacts {
    const receivedAt = mail.internalDate === undefined ? null : new Date(mail.internalDate);
    // The library fills `emailId` from OBJECTID (RFC 8474) too; a server that gains that with an update would rename all.
    const isGmail = this.#client.capabilities.has('X-GM-EXT-1') && !this.#client.capabilities.has('OBJECTID');
    return {
      uid: mail.uid,
      size: mail.size ?? 0,
      receivedAt: receivedAt === null || Number.isNaN(receivedAt.getTime()) ? null : receivedAt,
      gmailId: isGmail ? (mail.emailId ?? null) : null,
      place: this.placeOf(mail.uid),
    };
  }

  /** The library answers commands on a lost folder with nothing, which must not be taken for "no mail". */
  #assertOpen(): void {
    const mailbox = this.#client.mailbox;
    if (this.#client.isClosed || mailbox === false || mailbox.path !== this.#folder)
      throw this.#named(this.#connectionLost());
  }

  async #run<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (error) {
      throw this.#named(error);
    }
  }

  #named(error: unknown): unknown {
    if (this.signal.aborted) return this.signal.reason;
    const oauth = 'accessToken' in this.plan.login;
    // When the socket broke, that is the reason; the command only learnt that the connection is gone.
    const cause = isConnectionGone(error) ? (this.#death ?? error) : error;
    return toConnectorError(cause, this.plan.place, oauth ? 'oauth2' : 'password');
  }

  #connectionLost(): Error {
    return Object.assign(new Error(this.#client.byeReason ?? 'the server closed it'), { code: 'NoConnection' });
  }
}

function timedOut(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' });
}

function isConnectionGone(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'NoConnection' || error.code === 'EConnectionClosed')
  );
}
