import { z } from 'zod';

const decimal = z.string().regex(/^\d{1,20}$/);

const folderPosition = z.object({
  /** While it stays the same, UIDs of the folder keep their meaning (RFC 9051, section 2.3.1.1). */
  uidValidity: decimal,
  /** Every mail up to this UID has been read; 0 before the first. */
  lastUid: decimal,
  /** The folder's state after it was read to its end (RFC 7162); `null` in the middle, and where the server has none. */
  highestModseq: decimal.nullable(),
  /** Set while a first reading that starts at a date is under way: an interruption must not widen it. */
  startingAt: z.iso.datetime().nullable(),
});

/** How far each folder has been read, by its full name. Decimal strings: UIDs and mod-sequences exceed JSON's integers. */
export const mailboxCursor = z.object({ folders: z.record(z.string(), folderPosition) });

export type FolderPosition = z.output<typeof folderPosition>;
export type MailboxCursor = z.output<typeof mailboxCursor>;

export const EMPTY_CURSOR: MailboxCursor = { folders: {} };

export function withPosition(cursor: MailboxCursor, folder: string, position: FolderPosition): MailboxCursor {
  return { folders: { ...cursor.folders, [folder]: position } };
}

/** What the server says of a folder when it is opened. */
export interface FolderState {
  readonly uidValidity: string;
  /** The UID that the next mail will get; `null` where the server does not say. */
  readonly uidNext: number | null;
  readonly highestModseq: string | null;
  readonly exists: number;
}

/** Where reading goes on, and why it starts again when it does. */
export interface ReadingStart {
  readonly position: FolderPosition;
  readonly restarted: 'uidvalidity-changed' | 'uidnext-rewound' | null;
  /** Nothing has arrived since the position: the folder need not be searched. */
  readonly upToDate: boolean;
}

/**
 * Compares the stored position with the folder. A changed UIDVALIDITY, or a UIDNEXT behind what was already read (a server
 * restored from a backup), makes the UIDs meaningless: the folder is read again, and the host knows the mails by their ids.
 * `since` bounds a reading that starts from the beginning; an unfinished one keeps its own start.
 */
export function startOfReading(
  stored: FolderPosition | undefined,
  state: FolderState,
  since: Date | null,
): ReadingStart {
  const beginning: FolderPosition = {
    uidValidity: state.uidValidity,
    lastUid: '0',
    highestModseq: null,
    startingAt: since?.toISOString() ?? null,
  };
  if (stored === undefined) return { position: beginning, restarted: null, upToDate: false };
  if (stored.uidValidity !== state.uidValidity)
    return { position: beginning, restarted: 'uidvalidity-changed', upToDate: false };
  const lastUid = Number(stored.lastUid);
  if (state.uidNext !== null && state.uidNext <= lastUid)
    return { position: beginning, restarted: 'uidnext-rewound', upToDate: false };
  const upToDate =
    state.uidNext !== null
      ? state.uidNext === lastUid + 1
      : stored.highestModseq !== null && stored.highestModseq === state.highestModseq;
  return { position: stored, restarted: null, upToDate };
}
