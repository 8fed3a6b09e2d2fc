import { decodeText, rejected, rowOutcome, type FaultyRow, type Outcome, type RowFault } from '@earshot/connector-kit';
import { contextOf, type FileItem, type FileReader, type FileToRead } from './file-reader.js';
import type { FolderOptions } from './folder-options.js';
import { rejectedRow } from './rejected-row.js';
import { mayStillGrow, wholeLines, type WholeLine } from './whole-lines.js';

/** Reads JSON lines: one object a line; empty lines are nothing. */
export const readJsonLinesFile: FileReader = async function* (source, from): AsyncGenerator<FileItem> {
  for await (const line of wholeLines(source, from)) {
    const outcome = lineOutcome(line, source);
    if (outcome === null) continue;
    if ('rejected' in outcome && mayStillGrow(line, source)) return;
    yield { outcome, position: { offset: line.end, line: line.number } };
  }
};

/** `null` for an empty line. */
function lineOutcome(line: WholeLine, source: FileToRead): Outcome | null {
  const place = `${source.file.path}:${line.number}`;
  if (line.tooLarge) {
    return rejected('too-large', `${place}: the line has more than ${source.maxItemBytes} bytes`, line.bytes);
  }
  const { text, guessed } = decodeText(line.bytes, 'utf-8');
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return null;
  let values: unknown;
  try {
    values = JSON.parse(trimmed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return rejected('unparsable', `${place}: the line is not JSON: ${withoutContent(reason)}`, line.bytes);
  }
  const { columns } = source.options;
  const outcome = rowOutcome(withFields(values, columns), contextOf(source));
  if ('faults' in outcome) return rejectedRow(place, underNames(outcome, columns), line.bytes);
  return guessed ? charsetGuessed(outcome) : outcome;
}

/** The object with what stands under names of the house's own in the fields that these stand for. */
function withFields(values: unknown, columns: FolderOptions['columns']): unknown {
  if (typeof values !== 'object' || values === null || Object.keys(columns).length === 0) return values;
  const given = new Map<string, unknown>(Object.entries(values));
  const named = Object.entries(columns).flatMap(([field, name]) =>
    given.has(name) ? [[field, given.get(name)] as const] : [],
  );
  for (const name of Object.values(columns)) given.delete(name);
  return Object.fromEntries([...given, ...named]);
}

/** Faults with the names under which a person finds them. */
function underNames(row: FaultyRow, columns: FolderOptions['columns']): FaultyRow {
  const names = new Map<string, string>(Object.entries(columns));
  const faults = row.faults.map((fault): RowFault => {
    const column = names.get(fault.path);
    return column === undefined ? fault : { ...fault, column };
  });
  return { ...row, faults };
}

/** V8 quotes the text around a fault; a reason for people and logs must not carry message text. */
function withoutContent(reason: string): string {
  return reason.replace(/(?:\.\.\.)?"[\s\S]*" is not valid JSON/, 'it breaks off or holds a wrong character');
}

export function charsetGuessed(outcome: Outcome): Outcome {
  if (!('message' in outcome)) return outcome;
  const { message } = outcome;
  return { message: { ...message, tags: [...message.tags, 'charset-guessed'] } };
}
