import { headingsOf } from './file-headings.js';

describe('the headings of a file', () => {
  it.each([
    ['commas', 'book.csv', 'id,Reklamaatio,Päivä\n1,x,y', ['id', 'Reklamaatio', 'Päivä']],
    [
      'semicolons and quotes',
      'BOOK.CSV',
      '\uFEFF"Päivä; kello";"sanoi ""näin""";id\r\n',
      ['Päivä; kello', 'sanoi "näin"', 'id'],
    ],
    ['tabs', 'book.tsv', 'id\ttext\ttext\t\n', ['id', 'text']],
    ['the names of JSON lines', 'book.jsonl', '{"id":1,"Reklamaatio":"x"}\n', ['id', 'Reklamaatio']],
    ['nothing of a JSON line that is none', 'book.ndjson', '[1]', []],
    ['nothing of a damaged JSON line', 'book.jsonl', '{"id":', []],
    ['nothing of a workbook', 'book.xlsx', 'PK\u0003', []],
    ['nothing of mails', 'old.mbox', 'From a,b\n', []],
  ])('are read by %s', (_, name, beginning, headings) => {
    expect(headingsOf(name, beginning)).toEqual(headings);
  });
});
