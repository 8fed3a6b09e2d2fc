import { ConnectorError } from '@earshot/domain';
import type { MailboxOptions } from './mailbox-options.js';

/** A folder as the server lists it. */
export interface ListedFolder {
  readonly path: string;
  /** RFC 6154: `\Sent`, `\Junk` … */
  readonly specialUse: string | null;
  /** False for a mere branch of the tree (`\Noselect`). */
  readonly selectable: boolean;
}

/** Mails of the Sent folder are the company's own answers; those of a Junk folder are tagged, not dropped. */
export type FolderRole = 'received' | 'sent' | 'junk';

/** What is read, in this order. */
export interface PlannedFolder {
  readonly path: string;
  readonly role: FolderRole;
}

/** The error of a folder that does not exist names those that do, but not hundreds of them. */
const MAX_NAMED_FOLDERS = 20;

/**
 * Decides which folders are read: those that are named, then the Sent folder. INBOX is written in any case (RFC 9051,
 * section 5.1); other names are exact. Junk is read only if it is named.
 * @throws ConnectorError `misconfigured` for a folder that is not there, naming those that are.
 */
export function planFolders(
  listed: readonly ListedFolder[],
  options: Pick<MailboxOptions, 'folders' | 'readSent' | 'sentFolder'>,
): PlannedFolder[] {
  const sent = options.readSent ? sentFolderOf(listed, options.sentFolder) : null;
  const received = options.folders.map((name) => existing(listed, name));
  const paths = [...new Set(received)].filter((path) => path !== sent);
  const junk = new Set(listed.filter((folder) => folder.specialUse === '\\Junk').map((folder) => folder.path));
  return [
    ...paths.map((path) => ({ path, role: junk.has(path) ? ('junk' as const) : ('received' as const) })),
    ...(sent === null ? [] : [{ path: sent, role: 'sent' as const }]),
  ];
}

/**
 * The folder of what was sent: the named one, or that which the server marks; `null` when there is none.
 * @throws ConnectorError `misconfigured` when the named one is not there.
 */
export function sentFolderOf(listed: readonly ListedFolder[], named: string | null): string | null {
  if (named !== null) return existing(listed, named);
  return listed.find((folder) => folder.specialUse === '\\Sent' && folder.selectable)?.path ?? null;
}

function existing(listed: readonly ListedFolder[], name: string): string {
  const isInbox = name.toUpperCase() === 'INBOX';
  const found = listed.find((folder) => (isInbox ? folder.path.toUpperCase() === 'INBOX' : folder.path === name));
  if (found?.selectable === true) return found.path;
  const names = listed.filter((folder) => folder.selectable).map((folder) => folder.path);
  const shown = names.slice(0, MAX_NAMED_FOLDERS).join(', ');
  const more = names.length > MAX_NAMED_FOLDERS ? ` and ${names.length - MAX_NAMED_FOLDERS} more` : '';
  throw new ConnectorError('misconfigured', `The mailbox has no folder '${name}'`, {
    advice: names.length === 0 ? 'The server lists no folders for this login.' : `Its folders are: ${shown}${more}.`,
  });
}
