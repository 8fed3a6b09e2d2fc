import { isEdit } from '@earshot/domain';
import { rowOutcome } from './row.js';

const context = { channel: 'form', changedAt: new Date('2026-03-01T00:00:00Z') } as const;
const read = (values: unknown) => rowOutcome(values, context);

describe('a row', () => {
  it('is a message with all that it says', () => {
    expect(
      read({
        id: 7,
        channel: 'review',
        author: { name: 'Anna', address: 'Anna@Example.FI' },
        sentAt: '2026-03-02T10:00:00+02:00',
        subject: 'Late',
        text: 'Where is it?',
        rating: '4,6',
        language: 'fi',
        url: 'https://x.example/7',
        references: '6 5',
        unknown: true,
      }),
    ).toMatchObject({
      message: {
        externalId: '7',
        channel: 'review',
        kind: 'person',
        author: { name: 'Anna', address: 'anna@example.fi', handle: null, namespace: null },
        sentAt: new Date('2026-03-02T08:00:00Z'),
        rating: 5,
        threadId: '7',
        references: ['6', '5'],
        tags: [],
      },
    });
  });

  it('needs nothing but its words', () => {
    expect(read({ text: 'Hi' })).toMatchObject({
      message: { channel: 'form', sentAt: context.changedAt, tags: ['date-missing'], revision: null },
    });
  });

  it('keeps its id when its words change, and is then another revision', () => {
    const before = read({ id: 'a', text: 'late' });
    const after = read({ id: 'a', text: 'never came' });
    expect([before, after]).toMatchObject([{ message: { externalId: 'a' } }, { message: { externalId: 'a' } }]);
    expect('message' in before && 'message' in after && before.message.revision !== after.message.revision).toBe(true);
  });

  it('is known as older than the row of a later file, also when its file is read again', () => {
    const inFile = (text: string, day: string): string => {
      const read = rowOutcome({ id: 'a', text }, { ...context, stoodAt: new Date(day) });
      return ('message' in read && read.message.revision) || '';
    };
    const known = [inFile('late', '2026-03-01'), inFile('never came', '2026-03-02')];
    expect(isEdit(inFile('late', '2026-03-01'), known)).toBe(false);
    expect(isEdit(inFile('late', '2026-03-03'), known)).toBe(true);
  });

  it('is an answer of the organisation when it says so or names what it answers', () => {
    expect(read({ text: 'Sorry', answers: ['7'], sentAt: '2026-03-02' })).toMatchObject({ reply: { answers: ['7'] } });
    expect(read({ text: 'Sorry', reply: 'yes', references: '7', automatic: true })).toMatchObject({
      reply: { answers: ['7'], automatic: true },
    });
  });

  it.each([
    [{}, 'text', 'is missing'],
    [{ text: '' }, 'text', 'is empty'],
    [{ text: ' \n\u200B', rating: 1 }, 'text', 'is empty'],
    [{ text: 'x', sentAt: '02.03.2026' }, 'sentAt', "'02.03.2026' is no ISO 8601 time"],
    [{ text: 'x', rating: 9 }, 'rating', ''],
    [{ text: 'x', rating: 'many' }, 'rating', '1 to 5'],
    [{ text: 'x', channel: 'fax' }, 'channel', ''],
    [{ text: 'x', url: 'javascript:alert(1)' }, 'url', 'http'],
    [{ text: 'x', reply: 'maybe' }, 'reply', 'true or false'],
    [[1, 2], 'row', ''],
    ['text', 'row', ''],
    [null, 'row', ''],
  ])('names the field that is wrong: %j', (values, path, message) => {
    expect(read(values)).toMatchObject({ faults: [{ path, message: expect.stringContaining(message) as string }] });
  });

  it('names all that is wrong at once, also beside a time of another form', () => {
    const own = { ...context, timeFormat: 'd.M.yyyy' };
    for (const each of [context, own])
      expect(rowOutcome({ id: 7, text: '', sentAt: 'eilen', rating: 9 }, each)).toMatchObject({
        externalId: '7',
        faults: expect.arrayContaining(
          ['sentAt', 'text', 'rating'].map((path) => expect.objectContaining({ path }) as unknown),
        ) as unknown,
      });
  });
});
