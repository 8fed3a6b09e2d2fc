import { MailRejected } from './mail-rejected.js';
import type { MailLimits } from './mail-limits.js';

/** One header field. `value` is unfolded and still in bytes, one character a byte (latin1). */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

/** What is left of the whole mail's allowance for headers: a limit per part could be had again for every part. */
export class HeaderBudget {
  private bytes: number;
  private fields: number;

  constructor(private readonly limits: Pick<MailLimits, 'maxHeaderBytes' | 'maxHeaderFields'>) {
    this.bytes = limits.maxHeaderBytes;
    this.fields = limits.maxHeaderFields;
  }

  /** @throws MailRejected `header-bomb` */
  spend(bytes: number, fields: number): void {
    this.bytes -= bytes;
    this.fields -= fields;
    if (this.bytes < 0) {
      throw new MailRejected('header-bomb', `The headers are larger than ${this.limits.maxHeaderBytes} bytes`);
    }
    if (this.fields < 0) {
      throw new MailRejected('header-bomb', `The mail has more than ${this.limits.maxHeaderFields} header fields`);
    }
  }
}

const LF = 0x0a;
const CR = 0x0d;
/** RFC 5322 2.2: printable ASCII without colon; obsolete syntax allows white space before the colon. */
const FIELD = /^([!-9;-~]{1,100})[ \t]*:(.*)$/s;

/**
 * Reads header fields from `start` until the blank line. A line that can be no header ends the block as well, as MTAs
 * treat it: the sender forgot the blank line, and the line is body.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  end: number,
  budget: HeaderBudget,
): { fields: HeaderField[]; bodyStart: number } {
  const fields: { name: string; parts: string[] }[] = [];
  let at = start;
  while (at < end) {
    const newline = raw.indexOf(LF, at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    let stop = newline < 0 || newline >= end ? end : newline;
    if (stop > at && raw[stop - 1] === CR) stop--;
    if (stop === at) return { fields: joined(fields), bodyStart: next };
    const last = fields.at(-1);
    if ((raw[at] === 0x20 || raw[at] === 0x09) && last !== undefined) {
      budget.spend(next - at, 0);
      last.parts.push(raw.toString('latin1', at, stop));
    } else {
      // Cut before decoding: a 10 MB line is refused without being copied.
      budget.spend(next - at, 1);
      const match = FIELD.exec(raw.toString('latin1', at, stop));
      if (match === null) return { fields: joined(fields), bodyStart: at };
      fields.push({ name: (match[1] ?? '').toLowerCase(), parts: [match[2] ?? ''] });
    }
    at = next;
  }
  return { fields: joined(fields), bodyStart: end };
}

function joined(fields: readonly { name: string; parts: string[] }[]): HeaderField[] {
  return fields.map(({ name, parts }) => ({ name, value: parts.join('').trim() }));
}
