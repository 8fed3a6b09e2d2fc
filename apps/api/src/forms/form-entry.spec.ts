import { formOptions } from '@earshot/connectors';
import fc from 'fast-check';
import { EMPTY_ENTRY, entryFaults, messageOfEntry, sentForm } from './form-entry.js';

const options = (given: object = {}) => formOptions.parse(given);

describe('what is sent with a form', () => {
  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('name', 'email', 'text', 'token', 'x'), fc.jsonValue()), (body) => {
        const { token: _token, website: _trap, ...entry } = sentForm.parse(body);
        const faults = entryFaults(entry, options());
        const isWhole = entry.text.trim() !== '' && entry.text.length <= 10_000;
        expect(faults.some(({ field }) => field === 'text')).toBe(!isWhole);
      }),
    );
  });

  it('is not asked for what the form does not show, and keeps none of it', () => {
    const hidden = options({ name: 'hidden', email: 'hidden', orderNumber: 'hidden' });
    const entry = {
      ...EMPTY_ENTRY,
      text: 'Late',
      name: 'x'.repeat(300),
      email: 'no address',
      orderNumber: '7',
      topic: 'x',
    };
    expect(entryFaults(entry, hidden)).toEqual([]);
    const sent = { id: 'a', at: new Date('2026-03-02T10:00:00Z'), trapped: false };
    expect(messageOfEntry(entry, hidden, sent)).toMatchObject({
      subject: null,
      author: { name: null, address: null },
      text: 'Late',
    });
  });
});

describe('a website that may show the form', () => {
  it.each([['https://shop.example'], ['http://localhost:8080'], ['https://*.shop.example']])('may be %s', (origin) =>
    expect(formOptions.safeParse({ origins: [origin] }).success).toBe(true),
  );
  it.each([['https://shop.example/contact'], ['shop.example'], ["https://a;script-src 'x'"], ['https://a b'], ['*']])(
    'is not %s',
    (origin) => expect(formOptions.safeParse({ origins: [origin] }).success).toBe(false),
  );
});
