import type { ImportAnswer } from '@earshot/contracts';

type Fault = ImportAnswer['faults'][number];

/** What a spreadsheet would carry out when the file is opened. */
const FORMULA = /^[=+\-@\t\r]/;

/** The faults of an import as a table (CSV, RFC 4180) to be worked off beside the file; values can carry out nothing. */
export function faultFile(faults: readonly Fault[]): string {
  const lines = faults.map(({ row, column, value, message }) => [String(row), column ?? '', value ?? '', message]);
  return [['row', 'column', 'value', 'message'], ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
