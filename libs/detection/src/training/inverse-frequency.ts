import type { SparseRows } from './logistic-regression.js';

/**
 * How much more a rare column may say than a common one: log(rows / rows with the column), the inverse document frequency of
 * Spärck Jones (1972), levelled so that the mean over all occurrences is 1. Columns from `width` on are not asked.
 */
export function inverseFrequencies(rows: SparseRows, width: number): Float32Array {
  const { starts, columns } = rows;
  const count = starts.length - 1;
  const holders = new Int32Array(width);
  const lastRow = new Int32Array(width).fill(-1);
  for (let row = 0; row < count; row++) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const column = columns[i] as number;
      if (column >= width || lastRow[column] === row) continue;
      lastRow[column] = row;
      holders[column] = (holders[column] as number) + 1;
    }
  }
  const factors = Float64Array.from(holders, (held) => Math.log((count + 1) / Math.max(1, held)));
  const occurrences = holders.reduce((sum, held) => sum + held, 0);
  const mean = factors.reduce((sum, factor, i) => sum + factor * (holders[i] as number), 0) / Math.max(1, occurrences);
  return Float32Array.from(factors, (factor) => (mean > 0 ? factor / mean : 1));
}
