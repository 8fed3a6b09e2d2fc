import type { RejectedItem } from '@earshot/connector-kit';
import type { IncomingMessage, SeenReply } from '@earshot/domain';

/** What one item of a file turned out to be. */
export type Outcome =
  | { readonly message: IncomingMessage }
  | { readonly reply: SeenReply }
  | { readonly rejected: RejectedItem }
  | { readonly skipped: string };

/** An item that cannot be read; `detail` begins with its place, `file:line`. */
export function rejected(
  reason: string,
  detail: string,
  raw: Uint8Array | null,
  externalId: string | null = null,
): Outcome {
  return { rejected: { externalId, reason, detail, raw } };
}
