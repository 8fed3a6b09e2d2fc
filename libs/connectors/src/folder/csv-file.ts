import { MAX_RAW_BYTES, decodeText, rejected, type Outcome, ROW_FIELDS, rowOutcome } from '@earshot/connector-kit';
import { CsvError, parse } from 'csv-parse/sync';
import { missingHeadings, readHeading, textMissing, sniffDelimiter, type Heading } from './csv-heading.js';
import { RecordJoiner, type CsvLine } from './csv-quotes.js';
import { contextOf, type FileItem, type FilePosition, type FileReader, type FileToRead } from './file-reader.js';
import { plainRecord } from './plain-record.js';
import { inColumns, rejectedRow } from './rejected-row.js';
import { charsetGuessed } from './json-lines-file.js';
import { mayStillGrow, wholeLines, type WholeLine } from './whole-lines.js';

interface Table {
  readonly delimiter: string;
  readonly heading: Heading;
  readonly titles: readonly string[];
  /** After the heading row. */
  readonly position: FilePosition;
}

/**
 * Reads CSV with a heading row. Records are found line by line, so that each has a place to go on from, and given to
 * csv-parse one by one, so that a broken one is set aside alone.
 */
export const readCsvFile: FileReader = async function* (source, from): AsyncGenerator<FileItem> {
  const table = await tableOf(source);
  if (table === null) return;
  if ('outcome' in table) {
    if (from.offset === 0) yield table;
    return;
  }
  const joiner = new RecordJoiner(table.delimiter, source.maxItemBytes);
  const isFromBeginning = from.offset === 0;
  let row = table.position.line;
  const items = function* (records: readonly CsvLine[][]): Generator<FileItem> {
    for (const lines of records) {
      row += 1;
      const outcome = recordOutcome(lines, table, source);
      const last = lines.at(-1)!;
      const position = { offset: last.end, line: last.number };
      if (outcome !== null) yield { outcome, position, ...(isFromBeginning && { row }) };
    }
  };
  for await (const line of wholeLines(source, isFromBeginning ? table.position : from)) {
    const { text, guessed } = decodeText(line.bytes, 'utf-8');
    const records = joiner.push({ ...line, text, guessed });
    // A last line without an end may be half of one.
    if (mayStillGrow(line, source) && records.some((lines) => isBroken(recordOutcome(lines, table, source)))) return;
    yield* items(records);
  }
  if (!mayStillGrow({ terminated: false }, source)) yield* items(joiner.flush());
};

/** The heading row; a rejection of the whole file where it is of no use; `null` while it is not written yet. */
async function tableOf(source: FileToRead): Promise<Table | FileItem | null> {
  const { columns } = source.options;
  for await (const line of wholeLines(source, { offset: 0, line: 0 })) {
    if (isUtf16(line.bytes)) return unusable(source, line, 'charset', 'the file is UTF-16; save it as CSV UTF-8');
    const text = decodeText(line.bytes, 'utf-8')
      .text.replace(/^\ufeff/, '')
      .trim();
    if (text === '') continue;
    const delimiter = sniffDelimiter(text);
    const titles = valuesOf(text, delimiter);
    const missing = source.brought === true && Array.isArray(titles) ? missingHeadings(titles, columns) : null;
    if (missing !== null) return unusable(source, line, 'map', missing);
    const heading = Array.isArray(titles) ? readHeading(titles, columns, ROW_FIELDS) : [];
    if (heading.includes('text') && Array.isArray(titles))
      return { delimiter, heading, titles, position: { offset: line.end, line: line.number } };
    if (mayStillGrow(line, source)) return null;
    return unusable(source, line, 'heading', textMissing(Array.isArray(titles) ? titles : [], source.brought === true));
  }
  return null;
}

function unusable({ file }: FileToRead, line: WholeLine, reason: string, detail: string): FileItem {
  const outcome = rejected(reason, `${file.path}:${line.number}: ${detail}`, line.bytes);
  return { outcome, position: { offset: file.size, line: line.number } };
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** `null` for an empty line. */
function recordOutcome(
  lines: readonly CsvLine[],
  { delimiter, heading, titles }: Table,
  source: FileToRead,
): Outcome | null {
  const place = `${source.file.path}:${lines[0]!.number}`;
  const raw = Buffer.concat(lines.map(({ bytes }) => bytes)).subarray(0, MAX_RAW_BYTES);
  if (lines[0]!.tooLarge) {
    return rejected('too-large', `${place}: the record has more than ${source.maxItemBytes} bytes`, raw);
  }
  const text = lines.map((line) => line.text).join('');
  if (text.trim() === '') return null;
  const values = valuesOf(text, delimiter);
  if (!Array.isArray(values)) return rejected('unparsable', `${place}: ${values.fault}`, raw);
  if (values.slice(heading.length).some((value) => value.trim() !== '')) {
    const detail = `${place}: the record has ${values.length} values, the heading row ${heading.length}; is a value with '${delimiter}' not in quotes?`;
    return rejected('columns', detail, raw);
  }
  const outcome = rowOutcome(fieldsOf(values, heading), contextOf(source));
  if ('faults' in outcome) return rejectedRow(place, inColumns(outcome, heading, titles), raw);
  return lines.some(({ guessed }) => guessed) ? charsetGuessed(outcome) : outcome;
}

function isBroken(outcome: Outcome | null): boolean {
  return outcome !== null && 'rejected' in outcome;
}

/** Empty values are as if the column were not there. */
function fieldsOf(values: readonly string[], heading: Heading): Record<string, string> {
  const fields: Record<string, string> = {};
  heading.forEach((field, index) => {
    const value = values[index]?.trim() ?? '';
    if (field !== null && value !== '') fields[field] = value;
  });
  return fields;
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'a value goes on after its closing quote; quotes inside a value are written twice',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
};

/** The values of one record. A quote inside an unquoted value is a character, as in `5" pipe`. */
function valuesOf(record: string, delimiter: string): string[] | { fault: string } {
  const plain = plainRecord(record, delimiter);
  if (plain !== null) return plain;
  for (const relax of [false, true]) {
    try {
      return parse(record, { delimiter, relax_quotes: relax, relax_column_count: true })[0] ?? [];
    } catch (error) {
      const code = error instanceof CsvError ? error.code : 'unknown';
      if (code !== 'INVALID_OPENING_QUOTE') return { fault: FAULTS[code] ?? `the record is no CSV (${code})` };
    }
  }
  return { fault: 'the record is no CSV' };
}
