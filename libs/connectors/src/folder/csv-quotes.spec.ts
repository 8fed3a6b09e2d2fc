import fc from 'fast-check';
import { RecordJoiner, type CsvLine } from './csv-quotes.js';

const linesOf = (text: string): CsvLine[] =>
  text.split(/(?<=\n)/).map((line, index) => ({
    text: line,
    bytes: Buffer.from(line),
    tooLarge: false,
    guessed: false,
    number: index + 1,
    end: 0,
    terminated: true,
  }));

function recordsOf(text: string, delimiter = ',', maxBytes = 1_000_000): string[] {
  const joiner = new RecordJoiner(delimiter, maxBytes);
  const records = [...linesOf(text).flatMap((line) => joiner.push(line)), ...joiner.flush()];
  return records.map((lines) => lines.map((line) => line.text).join(''));
}

describe('the records of a CSV file', () => {
  it('are found whatever the values hold', () => {
    const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'ж') });
    const rows = fc.array(fc.array(value, { minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (written) => {
        const records = written.map((row) => `${row.map((v) => `"${v.replaceAll('"', '""')}"`).join(',')}\n`);
        expect(recordsOf(records.join(''))).toEqual(records);
      }),
    );
  });

  it.each([
    ['a quote inside a value', '1,5" pipe,x\n2,b\n', ['1,5" pipe,x\n', '2,b\n']],
    ['text after a closing quote', '"a"b,c\n2\n', ['"a"b,c\n', '2\n']],
    ['a quote that never closes', '1,"a\n2,b\n3,c\n', ['1,"a\n', '2,b\n', '3,c\n']],
    ['Windows line ends', '"a\r\nb",c\r\n2\r\n', ['"a\r\nb",c\r\n', '2\r\n']],
  ])('survive %s', (_what, text, expected) => expect(recordsOf(text)).toEqual(expected));

  it('never reach beyond the size of an item, and lose no line', () => {
    const text = `1,"open\n${'2,filler\n'.repeat(100)}3,"last\n`;
    const records = recordsOf(text, ',', 200);
    expect(records.join('')).toBe(text);
    expect(records.filter((record) => record === '2,filler\n')).toHaveLength(100);
  });
});
