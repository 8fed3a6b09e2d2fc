import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-line.js';
import { exportedLines } from './exported-lines.js';

async function* batches<Row>(...given: readonly Row[][]): AsyncGenerator<Row[]> {
  for (const batch of given) yield await Promise.resolve(batch);
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

describe('a line of CSV', () => {
  it('reads back as it was, whatever stands in it, save an apostrophe before formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (values) => {
        const [read] = parse(csvLine(values)) satisfies string[][];
        expect(read?.map((value, i) => (value === values[i] ? value : value.slice(1)))).toEqual(values);
      }),
    );
  });

  it.each(['=1+1', '+49 30', '-2', '@SUM(A1)', '\tx', '\r=1'])('never begins a cell with a formula: %j', (text) => {
    const [[cell] = []] = parse(csvLine([text])) satisfies string[][];
    expect(cell).toBe(`'${text}`);
  });

  it('keeps numbers numbers', () => {
    expect(csvLine([-1.5, 3, null, true, new Date(0), ['a', 'b']])).toBe(
      '-1.5,3,,true,1970-01-01T00:00:00.000Z,a b\r\n',
    );
  });
});

describe('an export', () => {
  const rows = [
    { name: 'Anna', cases: 2 },
    { name: '=Bo', cases: 1 },
  ];

  it('is a table with the names of its columns, or an object a line', async () => {
    expect(await textOf(exportedLines(['name', 'cases'], batches(rows), 'csv'))).toBe(
      "name,cases\r\nAnna,2\r\n'=Bo,1\r\n",
    );
    expect(await textOf(exportedLines(['name', 'cases'], batches(rows), 'jsonl'))).toBe(
      '{"name":"Anna","cases":2}\n{"name":"=Bo","cases":1}\n',
    );
  });

  it('asks for a batch only when the one before was taken', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<{ n: number }[]> {
      for (;;) yield await Promise.resolve([{ n: (asked += 1) }]);
    }
    const lines = exportedLines(['n'], endless(), 'jsonl');
    for (let i = 0; i < 3; i += 1) await lines.next();
    expect(asked).toBe(3);
  });
});
