import { rejected, rowOutcome, ROW_FIELDS, type Outcome, type RowContext } from '@earshot/connector-kit';
import readWorkbook from 'read-excel-file/node';
import { open } from 'node:fs/promises';
import { missingHeadings, readHeading, textMissing, type Heading } from './csv-heading.js';
import type { FileToRead } from './file-reader.js';
import { inColumns, rejectedRow } from './rejected-row.js';
import { unpackedSize } from './unpacked-size.js';

/** A workbook is held in memory: what it says to unpack to is looked at first. Bytes. */
const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 400 * 1024 * 1024;

type Cell = string | number | boolean | Date | null;

export interface WorkbookRow {
  /** As the table program numbers it: 1 is the first. */
  readonly row: number;
  readonly outcome: Outcome;
}

/**
 * The rows of a workbook's first sheet below its heading row. A formula counts as the value that was calculated when the
 * workbook was saved; one that failed is an empty cell.
 */
export async function* xlsxRows(
  path: string,
  { options, brought = false }: Pick<FileToRead, 'options' | 'brought'>,
  context: RowContext,
): AsyncGenerator<WorkbookRow> {
  const sheet = await firstSheet(path);
  if (!Array.isArray(sheet)) {
    yield { row: 1, outcome: rejected('workbook', sheet.fault, null) };
    return;
  }
  const at = sheet.findIndex((cells) => cells.some((cell) => cell !== null));
  const titles = (sheet[at] ?? []).map((cell) => textOf(cell) ?? '');
  const missing = brought ? missingHeadings(titles, options.columns) : null;
  if (missing !== null) {
    yield { row: at + 1, outcome: rejected('map', missing, null) };
    return;
  }
  const heading = readHeading(titles, options.columns, ROW_FIELDS);
  if (!heading.includes('text')) {
    yield { row: at + 1, outcome: rejected('heading', textMissing(titles, true), null) };
    return;
  }
  for (let index = at + 1; index < sheet.length; index += 1) {
    const outcome = outcomeOf(sheet[index] ?? [], heading, titles, context, index + 1);
    if (outcome !== null) yield { row: index + 1, outcome };
  }
}

async function firstSheet(path: string): Promise<Cell[][] | { fault: string }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > MAX_FILE_BYTES) return { fault: `the workbook has ${size} bytes; at most ${MAX_FILE_BYTES} are read` };
    const unpacked = await unpackedSize(handle, size);
    if (unpacked === null) return { fault: 'the file is no workbook (.xlsx); save it as one, or as CSV UTF-8' };
    if (unpacked > MAX_UNPACKED_BYTES) return { fault: `the workbook unpacks to ${unpacked} bytes; save it as CSV` };
  } finally {
    await handle.close();
  }
  try {
    const [sheet] = await readWorkbook(path);
    return (sheet?.data ?? []) as unknown as Cell[][];
  } catch {
    return { fault: 'the workbook is damaged; open it in a table program and save it anew, or save it as CSV UTF-8' };
  }
}

/** `null` for an empty row. */
function outcomeOf(
  cells: readonly Cell[],
  heading: Heading,
  titles: readonly string[],
  context: RowContext,
  row: number,
): Outcome | null {
  const values: Record<string, string> = {};
  heading.forEach((field, index) => {
    const value = textOf(cells[index] ?? null);
    if (field !== null && value !== null) values[field] = value;
  });
  if (Object.keys(values).length === 0) return null;
  const outcome = rowOutcome(values, context);
  if (!('faults' in outcome)) return outcome;
  return rejectedRow(`row ${row}`, inColumns(outcome, heading, titles), Buffer.from(JSON.stringify(values)));
}

function textOf(cell: Cell): string | null {
  // A cell's date is what the clock on the wall showed: which zone that was is said elsewhere.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().replace('Z', '');
  const text = cell === null ? '' : String(cell).trim();
  return text === '' ? null : text;
}
