import fc from 'fast-check';
import { threadHeaders } from './thread-headers.js';

describe('threadHeaders', () => {
  it('answers the message and names what it answered, oldest first', () => {
    expect(threadHeaders({ threadId: '<c@x>', references: ['<b@x>', '<a@x>'] })).toEqual({
      inReplyTo: '<c@x>',
      references: ['<a@x>', '<b@x>', '<c@x>'],
    });
  });

  it('joins the thread of a message that has no id of its own', () => {
    expect(threadHeaders({ threadId: null, references: ['<a@x>'] })).toEqual({
      inReplyTo: null,
      references: ['<a@x>'],
    });
  });

  it('takes nothing over that would break the header', () => {
    const references = ['<a@x>\r\nBcc: all@example.org', 'no brackets', `<${'a'.repeat(950)}@x>`];
    expect(threadHeaders({ threadId: '<b@x> <c@x>', references })).toEqual({ inReplyTo: null, references: [] });
  });

  it('keeps the first id and the nearest ones, however long the thread', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0 }), { maxLength: 200 }), (numbers) => {
        const ids = numbers.map((number) => `<${number}@x>`);
        const { references } = threadHeaders({ threadId: '<own@x>', references: [...ids].reverse() });
        expect(references.length).toBeLessThanOrEqual(20);
        expect(references.at(-1)).toBe('<own@x>');
        expect(references[0]).toBe(ids[0] ?? '<own@x>');
        if (ids.length > 0) expect(references.at(-2)).toBe(ids.at(-1));
      }),
    );
  });
});
