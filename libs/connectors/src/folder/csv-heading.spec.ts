import { ROW_FIELDS } from '@earshot/connector-kit';
import { readHeading, sniffDelimiter } from './csv-heading.js';

describe('the heading row', () => {
  it.each([
    ['id,text', ','],
    ['id;text;date', ';'],
    ['id\ttext', '\t'],
    ['"a,b,c";text', ';'],
    ['text', ','],
  ])('%j is separated by %j', (line, delimiter) => expect(sniffDelimiter(line)).toBe(delimiter));

  it('understands its own names, usual ones, and those that a person gave', () => {
    const titles = ['ID', 'Sent At', 'Message', 'E-mail', 'Huomio', 'Stars', 'comment'];
    expect(readHeading(titles, {}, ROW_FIELDS)).toEqual([
      'id',
      'sentAt',
      'text',
      'authorAddress',
      null,
      'rating',
      null,
    ]);
    expect(readHeading(titles, { text: 'huomio' }, ROW_FIELDS)[4]).toBe('text');
    expect(readHeading(titles, { text: 'huomio' }, ROW_FIELDS)[2]).toBeNull();
  });
});
