import { csvLine, type ExportValue } from './csv-line.js';

export type ExportFormat = 'csv' | 'jsonl';

/**
 * A table as text, a batch at a time, so that a million rows need no more memory than one batch. CSV begins with the
 * names of the columns; in JSON lines each row is an object.
 */
export async function* exportedLines<Row extends object>(
  columns: readonly (keyof Row & string)[],
  batches: AsyncIterable<readonly Row[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  for await (const batch of batches) {
    const lines = batch.map((row) => {
      const values = columns.map((column) => row[column] as ExportValue);
      return format === 'csv'
        ? csvLine(values)
        : `${JSON.stringify(Object.fromEntries(columns.map((column, i) => [column, values[i]])))}\n`;
    });
    yield lines.join('');
  }
}
