import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { plainRecord } from './plain-record.js';

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const value = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', '"', ',', ';', '\n', "'") });

describe('a record of CSV', () => {
  it('has the values that were written into it', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom('', '\n', '\r\n'), (values, end) => {
        expect(plainRecord(values.map(quoted).join(',') + end, ',')).toEqual(values);
      }),
    );
  });

  it('is either left to the tolerant reader or read as that would', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(value, value.map(quoted)), { minLength: 1 }), (parts) => {
        const record = parts.join(',');
        const values = plainRecord(record, ',');
        fc.pre(values !== null && record.trim() !== '');
        expect(values).toEqual(parse(record, { relax_column_count: true })[0]);
      }),
    );
  });

  it.each(['a"b,c', '"a"b,c', '"a', 'a\nb', '"a" ,b'])('that is not strict is left to it: %j', (record) =>
    expect(plainRecord(record, ',')).toBeNull(),
  );
});
