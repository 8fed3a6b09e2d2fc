import { DEFAULT_MAIL_LIMITS } from './mail-limits.js';

const LF = 0x0a;
/** A separator names a sender and a time. A sentence that begins with "From" has neither, and some writers do not quote it. */
const SEPARATOR =
  /^From (?:\S.*?\s)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s.*\d{1,2}:\d{2}.*|\S+@\S+|-|MAILER-DAEMON)\s*$|^From \S+@\S+\s.*\d{4}.*$/;
/** mboxrd quotes `From ` after any number of `>`, mboxo after none: one `>` is taken away in both. */
const QUOTED_FROM = /^>+From /;

export interface MboxOptions {
  /** A longer mail is cut one byte above this, so that `readMail` refuses it as too large and memory stays bounded. */
  readonly maxMailBytes?: number;
}

/** The mails of an mbox file (mboxo and mboxrd), one after the other; memory is bounded by the largest mail allowed. */
export async function* splitMbox(
  stream: AsyncIterable<Uint8Array>,
  { maxMailBytes = DEFAULT_MAIL_LIMITS.maxBytes }: MboxOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const mail = new MailCollector(maxMailBytes);
  let afterBlank = true;
  for await (const line of linesOf(stream, maxMailBytes)) {
    const head = line.subarray(0, 300).toString('latin1');
    if (afterBlank && head.startsWith('From ') && SEPARATOR.test(head.trimEnd())) {
      const done = mail.take();
      if (done !== null) yield done;
      afterBlank = false;
      continue;
    }
    mail.add(QUOTED_FROM.test(head) ? line.subarray(1) : line);
    afterBlank = /^\r?\n?$/.test(head);
  }
  const last = mail.take();
  if (last !== null) yield last;
}

/** Lines with their ends. A line beyond `maxBytes` is passed on in pieces. */
async function* linesOf(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      const piece = bytes.subarray(start, end + 1);
      yield held.length === 0 ? piece : Buffer.concat([...held, piece]);
      held = [];
      heldBytes = 0;
      start = end + 1;
    }
    if (start < bytes.length) {
      held.push(Buffer.from(bytes.subarray(start)));
      heldBytes += bytes.length - start;
    }
    if (heldBytes > maxBytes) {
      yield Buffer.concat(held);
      held = [];
      heldBytes = 0;
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

class MailCollector {
  private pieces: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  add(line: Buffer): void {
    const room = this.maxBytes + 1 - this.bytes;
    if (room <= 0) return;
    // Copied: a view would keep the chunk it was read from alive.
    const piece = Buffer.from(line.subarray(0, room));
    this.pieces.push(piece);
    this.bytes += piece.length;
  }

  /** The mail without the blank line that ends it in the file; `null` when there is none. */
  take(): Uint8Array | null {
    const whole = Buffer.concat(this.pieces);
    this.pieces = [];
    this.bytes = 0;
    const end = /\r?\n\r?\n$/.exec(whole.subarray(-4).toString('latin1'))?.[0] ?? '';
    const trimmed = end === '' ? whole : whole.subarray(0, whole.length - end.length / 2);
    return trimmed.some((byte) => byte > 0x20) ? trimmed : null;
  }
}
