import type { WholeLine } from './whole-lines.js';

/** Lines that one record may reach over; beyond them its quote was never closed. */
const MAX_RECORD_LINES = 1_000;

export interface CsvLine extends WholeLine {
  readonly text: string;
  /** Its charset was not declared and is not UTF-8. */
  readonly guessed: boolean;
}

/**
 * Whether a CSV record is inside quotes where `line` ends, so that the next line belongs to it (RFC 4180 §2.6). A quote
 * opens only at the beginning of a field: in `5" pipe` it is a character.
 */
export function endsInsideQuotes(line: string, delimiter: string, startsInside: boolean): boolean {
  let inside = startsInside;
  let fieldStart = true;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (inside) {
      if (character !== '"') continue;
      if (line[at + 1] === '"') at += 1;
      else inside = false;
      fieldStart = false;
      continue;
    }
    inside = character === '"' && fieldStart;
    fieldStart = character === delimiter;
  }
  return inside;
}

/**
 * Joins the lines of a CSV file to records. Where a quote is never closed, the line that opened it stands alone (and will
 * be rejected), so that the records after it are not lost.
 */
export class RecordJoiner {
  private pending: CsvLine[] = [];
  private bytes = 0;
  private inside = false;

  /** @param maxBytes of one record */
  constructor(
    private readonly delimiter: string,
    private readonly maxBytes: number,
  ) {}

  /** The records that are whole with this line, each as its lines. */
  push(line: CsvLine): CsvLine[][] {
    if (line.tooLarge) return [...this.flush(), [line]];
    this.pending.push(line);
    this.bytes += line.bytes.length;
    this.inside = endsInsideQuotes(line.text, this.delimiter, this.inside);
    if (!this.inside) return [this.take()];
    return this.pending.length > MAX_RECORD_LINES || this.bytes > this.maxBytes ? this.givenUp() : [];
  }

  /** What is left at the end of the file. */
  flush(): CsvLine[][] {
    const records: CsvLine[][] = [];
    while (this.pending.length > 0) records.push(...this.givenUp());
    return records;
  }

  private givenUp(): CsvLine[][] {
    const [first, ...rest] = this.take();
    return [[first!], ...rest.flatMap((line) => this.push(line))];
  }

  private take(): CsvLine[] {
    const lines = this.pending;
    this.pending = [];
    this.bytes = 0;
    this.inside = false;
    return lines;
  }
}
