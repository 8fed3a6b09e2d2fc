/** What is known of a mail before it is loaded. */
export interface MailSize {
  readonly uid: number;
  /** RFC822.SIZE in bytes; servers are known to be wrong about it, so loading has a bound of its own. */
  readonly size: number;
}

export interface DownloadPlan {
  /** UIDs that are fetched together, each group within `MAX_BATCH_BYTES`. */
  readonly batches: readonly (readonly number[])[];
  /** UIDs of mails above the limit, which are not loaded. */
  readonly tooLarge: readonly number[];
}

/** Mails up to here travel in groups, larger ones alone. */
export const SMALL_MAIL_BYTES = 1024 * 1024;
/** A group is held in memory while it is parsed, and the next one while it arrives. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/** Groups small mails, because a round trip for each would cost more than the mails themselves; keeps the order. */
export function planDownloads(mails: readonly MailSize[], maxItemBytes: number): DownloadPlan {
  const batches: number[][] = [];
  const tooLarge: number[] = [];
  let open: number[] = [];
  let openBytes = 0;
  const close = (): void => {
    if (open.length > 0) batches.push(open);
    open = [];
    openBytes = 0;
  };
  for (const { uid, size } of mails) {
    if (size > maxItemBytes) {
      tooLarge.push(uid);
      continue;
    }
    if (size > SMALL_MAIL_BYTES || openBytes + size > MAX_BATCH_BYTES) close();
    open.push(uid);
    openBytes += size;
    if (size > SMALL_MAIL_BYTES) close();
  }
  close();
  return { batches, tooLarge };
}
