/** A heading row is far shorter; a file that has no end of line by then is no table. */
export const BEGINNING_BYTES = 65_536;

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The headings that a person may choose from, as they stand in the beginning of a file; none for a kind of file whose
 * headings cannot be seen here (workbooks) or that has none (mails). The server reads the file for good.
 * @param name of the file; its ending says what it holds
 */
export function headingsOf(name: string, beginning: string): string[] {
  const [firstLine = ''] = beginning.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const ending = /\.[a-z]+$/i.exec(name)?.[0].toLowerCase();
  switch (ending) {
    case '.csv':
    case '.tsv':
      return unique(cellsOf(firstLine));
    case '.jsonl':
    case '.ndjson':
      return namesOf(firstLine);
    default:
      return [];
  }
}

function cellsOf(line: string): string[] {
  const bare = line.replace(/"[^"]*"?/g, '');
  const [delimiter = ','] = [...DELIMITERS].sort((a, b) => bare.split(b).length - bare.split(a).length);
  const cells: string[] = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
      .trim(),
  );
}

function namesOf(line: string): string[] {
  try {
    const row = JSON.parse(line) as unknown;
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? unique(Object.keys(row)) : [];
  } catch {
    return [];
  }
}

const unique = (titles: readonly string[]): string[] => [...new Set(titles)].filter((title) => title !== '');
