/** A header block that goes on longer than this has no mark of ours in it. Bytes. */
const MAX_HEADER_BYTES = 64 * 1024;
const END_OF_HEADER = /\r?\n\r?\n/;
/** Every mail that Earshot sends carries a header of this name; a reply to one of them does not. */
const OWN_MARK = /^x-earshot(-[a-z-]+)?:/im;

/**
 * Whether Earshot sent this mail itself: a digest or an alert that reaches a mailbox it reads must not come back as a
 * customer's message, be reported, and come back again.
 */
export function isOwnNotification(raw: Uint8Array): boolean {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, MAX_HEADER_BYTES)).toString('latin1');
  const end = END_OF_HEADER.exec(start)?.index ?? start.length;
  return OWN_MARK.test(start.slice(0, end));
}
