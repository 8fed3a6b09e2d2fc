export type ExportValue = string | number | boolean | Date | null | readonly string[];

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection); names come from strangers. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A line of CSV (RFC 4180). A text that a spreadsheet would calculate gets an apostrophe before it; numbers are as they are. */
export function csvLine(values: readonly ExportValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: ExportValue): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : value.join(' ');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
