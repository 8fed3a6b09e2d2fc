import { HeaderBudget, readHeaderBlock, type HeaderField } from './header-block.js';
import type { MailLimits } from './mail-limits.js';
import { parseStructuredHeader, type StructuredHeader } from './structured-header.js';

/**
 * A part of a mail as bytes. Text is not decoded here: a mail that declares no charset, or a wrong one, can only be
 * understood by somebody who still has the bytes.
 */
export interface MimePart {
  readonly fields: readonly HeaderField[];
  readonly contentType: StructuredHeader;
  readonly disposition: StructuredHeader;
  /** Content-Transfer-Encoding, lower case. */
  readonly encoding: string;
  /** Still transfer-encoded; a view into the raw mail. */
  readonly body: Buffer;
  readonly parts: readonly MimePart[];
}

/** Splits a mail along its boundaries (RFC 2046). Truncated or contradictory MIME is read as far as it makes sense. */
export function readMimeTree(raw: Buffer, limits: MailLimits, tags: Set<string>): MimePart {
  return new MimeReader(raw, limits, tags).part(0, raw.length, 0, 'text/plain');
}

/** A mail may hold millions of lines that begin like its boundary; no honest one does. */
const MAX_DELIMITER_LIKE_LINES = 100_000;
/** What may follow a boundary: LF, CR, space, tab, or the first hyphen of the closing delimiter. */
const ENDS_BOUNDARY = new Set([0x0a, 0x0d, 0x20, 0x09, 0x2d]);

class MimeReader {
  private readonly budget: HeaderBudget;
  private count = 0;

  constructor(
    private readonly raw: Buffer,
    private readonly limits: MailLimits,
    private readonly tags: Set<string>,
  ) {
    this.budget = new HeaderBudget(limits);
  }

  part(start: number, end: number, depth: number, defaultType: string): MimePart {
    this.count++;
    const { fields, bodyStart } = readHeaderBlock(this.raw, start, end, this.budget);
    const declared = first(fields, 'content-type');
    const contentType = parseStructuredHeader(declared === null || declared === '' ? defaultType : declared);
    const disposition = parseStructuredHeader(first(fields, 'content-disposition') ?? '');
    const encoding =
      /[a-z0-9-]+/.exec(parseStructuredHeader(first(fields, 'content-transfer-encoding') ?? '').value)?.[0] ?? '';
    const body = this.raw.subarray(bodyStart, end);
    const leaf = { fields, contentType, disposition, encoding, body, parts: [] };
    if (!contentType.value.startsWith('multipart/')) return leaf;
    if (depth >= this.limits.maxDepth) {
      this.tags.add('mime-cut');
      return leaf;
    }
    const ranges = this.ranges(bodyStart, end, contentType.parameters.get('boundary')?.value ?? '');
    if (ranges.length === 0) {
      // Without a boundary the body is the only text there is.
      this.tags.add('mime-broken');
      return { ...leaf, contentType: parseStructuredHeader('text/plain') };
    }
    const childType = contentType.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const parts: MimePart[] = [];
    for (const [from, to] of ranges) {
      if (this.count >= this.limits.maxParts) {
        this.tags.add('mime-cut');
        break;
      }
      parts.push(this.part(from, to, depth + 1, childType));
    }
    return { ...leaf, parts };
  }

  private ranges(start: number, end: number, boundary: string): [number, number][] {
    const declared = boundary === '' ? [] : this.rangesOf(start, end, boundary);
    if (declared.length > 0) return declared;
    const guess = /(?:^|\n)--([^\s-][^\r\n]{0,69})\r?\nContent-/i.exec(
      this.raw.toString('latin1', start, Math.min(end, start + 8192)),
    );
    if (guess === null) return [];
    this.tags.add('mime-broken');
    return this.rangesOf(start, end, (guess[1] ?? '').trimEnd());
  }

  /** The bytes between delimiter lines; a missing closing delimiter lets the last part run to the end. */
  private rangesOf(start: number, end: number, boundary: string): [number, number][] {
    // Searched in a view of this part only: otherwise every nested part would be searched to the end of the mail.
    const body = this.raw.subarray(start, end);
    const delimiter = Buffer.from(`--${boundary}`, 'latin1');
    const ranges: [number, number][] = [];
    let open = -1;
    let looked = 0;
    for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
      if (at > 0 && body[at - 1] !== 0x0a) continue;
      if (++looked > MAX_DELIMITER_LIKE_LINES) {
        this.tags.add('mime-cut');
        break;
      }
      const follower = body[at + delimiter.length] ?? 0x0a;
      if (!ENDS_BOUNDARY.has(follower)) continue;
      const newline = body.indexOf(0x0a, at);
      const stop = newline < 0 ? body.length : newline;
      const after = body.toString('latin1', at + delimiter.length, Math.min(stop, at + delimiter.length + 200));
      if (!/^(?:--)?[ \t\r]*$/.test(after)) continue;
      // RFC 2046 5.1.1: the line end before a delimiter belongs to the delimiter.
      const before = body[at - 2] === 0x0d ? at - 2 : at - 1;
      if (open >= 0) ranges.push([start + open, start + Math.max(open, before)]);
      open = after.startsWith('--') ? -1 : Math.min(stop + 1, body.length);
      if (open < 0 || ranges.length >= this.limits.maxParts) break;
    }
    if (open >= 0 && ranges.length < this.limits.maxParts) ranges.push([start + open, end]);
    return ranges;
  }
}

/** The first field of that name decides, always, so that two readers of one mail cannot be shown different things. */
export function first(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}
