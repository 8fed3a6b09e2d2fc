/** A table in Markdown. The first column is text, the others are figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const alignment = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(alignment), ...rows.map(line)].join('\n');
}

/** The value below which the share `quantile` (0 to 1) of the values lies; of an even number the lower middle one. */
export function quantileOf(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.max(0, Math.ceil(sorted.length * quantile) - 1);
  const value = sorted[index];
  if (value === undefined) throw new Error('there is no quantile of no values');
  return value;
}

export const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5);
