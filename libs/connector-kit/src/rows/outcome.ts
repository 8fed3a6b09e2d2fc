import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { RejectedItem } from '../connector.js';
import type { RowFault } from './row-fault.js';

/** What one item of a file turned out to be. */
export type Outcome =
  | { readonly message: IncomingMessage }
  | { readonly reply: SeenReply }
  | { readonly rejected: RejectedItem; readonly rowFaults?: readonly RowFault[] }
  | { readonly skipped: string };

/** An item that cannot be read; `detail` begins with its place, `file:line`. */
export function rejected(
  reason: string,
  detail: string,
  raw: Uint8Array | null,
  externalId: string | null = null,
): { readonly rejected: RejectedItem } {
  return { rejected: { externalId, reason, detail, raw } };
}
