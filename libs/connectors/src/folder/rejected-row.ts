import { rejected, type Outcome, type RowFault } from '@earshot/connector-kit';
import type { Heading } from './csv-heading.js';

/** A row with faults is set aside; `place` is its `file:line`. */
export function rejectedRow(place: string, faults: readonly RowFault[], raw: Uint8Array | null): Outcome {
  const detail = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  return { ...rejected('invalid-row', `${place}: ${detail}`, raw), rowFaults: faults };
}

/** Faults with the headings under which a person finds them. */
export function inColumns(faults: readonly RowFault[], heading: Heading, titles: readonly string[]): RowFault[] {
  return faults.map((fault) => {
    const title = titles[heading.findIndex((field) => field === fault.path)];
    return title === undefined ? fault : { ...fault, column: title.trim() };
  });
}
