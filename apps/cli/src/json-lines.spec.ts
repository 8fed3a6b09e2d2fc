import { readAhead, readLines } from './json-lines.js';

async function* stream(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

async function all(lines: AsyncIterable<string | null>): Promise<(string | null)[]> {
  const read: (string | null)[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

describe('reading ahead in a stream of lines', () => {
  const lines = ['one', 'two', 'three', 'four'];

  it.each([
    ['as many lines as are wanted', { lines: 2, units: 100 }, ['one', 'two']],
    ['no more once they are long enough together', { lines: 4, units: 6 }, ['one', 'two']],
    ['all that there are', { lines: 9, units: 100 }, lines],
  ])('shows %s, and none is lost', async (_, most, expected) => {
    const ahead = await readAhead(readLines(stream(lines.join('\n'))), most);
    expect(ahead.first).toEqual(expected);
    expect(await all(ahead.all)).toEqual(lines);
  });
});
