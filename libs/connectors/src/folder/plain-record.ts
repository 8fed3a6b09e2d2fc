const QUOTE = '"';

/**
 * The values of a CSV record that is written strictly by RFC 4180; `null` for any other, which a more tolerant reader is to
 * look at. Setting up such a reader costs more than most records.
 */
export function plainRecord(record: string, delimiter: string): string[] | null {
  const line = record.replace(/\r?\n$/, '');
  if (!line.includes(QUOTE)) return /[\r\n]/.test(line) ? null : line.split(delimiter);
  const values: string[] = [];
  for (let at = 0; ; at += 1) {
    const end = line[at] === QUOTE ? endOfQuoted(line, at) : endOfBare(line, at, delimiter);
    if (end === null) return null;
    values.push(line[at] === QUOTE ? line.slice(at + 1, end - 1).replaceAll('""', QUOTE) : line.slice(at, end));
    at = end;
    if (at === line.length) return values;
    if (line[at] !== delimiter) return null;
  }
}

/** Behind the closing quote. */
function endOfQuoted(line: string, from: number): number | null {
  for (let at = line.indexOf(QUOTE, from + 1); at !== -1; at = line.indexOf(QUOTE, at + 2))
    if (line[at + 1] !== QUOTE) return at + 1;
  return null;
}

function endOfBare(line: string, from: number, delimiter: string): number | null {
  const next = line.indexOf(delimiter, from);
  const end = next === -1 ? line.length : next;
  return /["\r\n]/.test(line.slice(from, end)) ? null : end;
}
