import { rejected, type FaultyRow, type Outcome, type RowFault } from '@earshot/connector-kit';
import type { Heading } from './csv-heading.js';

/** A row with faults is set aside under its id, so that it is done with when the corrected row comes; `place` is its `file:line`. */
export function rejectedRow(place: string, { faults, externalId }: FaultyRow, raw: Uint8Array | null): Outcome {
  const detail = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  return { ...rejected('invalid-row', `${place}: ${detail}`, raw, externalId), rowFaults: faults };
}

/** Faults with the headings under which a person finds them. */
export function inColumns(row: FaultyRow, heading: Heading, titles: readonly string[]): FaultyRow {
  const faults = row.faults.map((fault): RowFault => {
    const title = titles[heading.findIndex((field) => field === fault.path)];
    return title === undefined ? fault : { ...fault, column: title.trim() };
  });
  return { ...row, faults };
}
