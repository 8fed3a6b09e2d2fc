/** A header block that goes on longer than this has no mark of ours in it. Bytes. */
const MAX_HEADER_BYTES = 64 * 1024;
const END_OF_HEADER = /\r?\n\r?\n/;
/** The header of an answer that a person wrote in Earshot; its value is the answer's own id. */
export const REPLY_MARK = 'X-Earshot-Reply';
/** Every other mail that Earshot sends carries a header of this name; a reply to one of them does not. */
const OWN_MARK = /^x-earshot(?!-reply:)(-[a-z-]+)?:/im;
const REPLY_ID = /^x-earshot-reply:\s*([^\s<>]{1,200})\s*$/im;

/**
 * Whether Earshot sent this mail itself: a digest or an alert that reaches a mailbox it reads must not come back as a
 * customer's message, be reported, and come back again.
 */
export function isOwnNotification(raw: Uint8Array): boolean {
  return OWN_MARK.test(headerOf(raw));
}

/** Which answer this is, where a person wrote it in Earshot: providers are known to give sent mail another Message-ID. */
export function earshotReplyId(raw: Uint8Array): string | null {
  return REPLY_ID.exec(headerOf(raw))?.[1] ?? null;
}

function headerOf(raw: Uint8Array): string {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, MAX_HEADER_BYTES)).toString('latin1');
  const end = END_OF_HEADER.exec(start)?.index ?? start.length;
  return start.slice(0, end);
}
