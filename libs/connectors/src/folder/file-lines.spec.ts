import fc from 'fast-check';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLines, type FileLine } from './file-lines.js';

describe('the lines of a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-lines-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function linesOf(content: string | Buffer, from = 0, max = 1_000_000): Promise<FileLine[]> {
    const path = join(folder, 'file');
    await writeFile(path, content);
    const handle = await open(path);
    const lines: FileLine[] = [];
    for await (const line of fileLines(handle, from, max)) lines.push(line);
    await handle.close();
    return lines;
  }

  it('are together the file, each where it says it is, and only the last may lack its end', async () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'ž', '\r', ' ') })).map((parts) => parts.join('\n'));
    await fc.assert(
      fc.asyncProperty(lines, async (content) => {
        const bytes = Buffer.from(content);
        const found = await linesOf(bytes);
        expect(Buffer.concat(found.map((line) => line.bytes))).toEqual(bytes);
        for (const { bytes: own, start, end } of found) expect(bytes.subarray(start, end)).toEqual(own);
        expect(found.slice(0, -1).every(({ terminated }) => terminated)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('go on from the end of any line', async () => {
    const all = await linesOf('one\ntwo\r\n\nthree');
    for (const [index, { end }] of all.entries())
      expect(await linesOf('one\ntwo\r\n\nthree', end)).toEqual(all.slice(index + 1));
  });

  it('come in pieces beyond the limit, so that a file without line ends fills no memory', async () => {
    const pieces = await linesOf(`${'x'.repeat(3_000_000)}\nshort\n`, 0, 300_000);
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBeLessThan(700_000);
    expect(pieces.at(-1)?.bytes.toString()).toBe('short\n');
    expect(pieces.filter(({ terminated }) => terminated)).toHaveLength(2);
  });
});
