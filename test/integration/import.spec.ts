import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BookReport, bookPages, checkBook, examineBook, folderOptions, type BookFile } from '@earshot/connectors';
import type { IncomingMessage } from '@earshot/domain';
import { workbook } from '../support/workbook.js';

const folder = mkdtempSync(join(tmpdir(), 'earshot-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW = new Date('2026-11-20T12:00:00Z');
const { signal } = new AbortController();

function bookOf(name: string, content: string | Uint8Array, options: object = {}): BookFile {
  const path = join(folder, name);
  writeFileSync(path, content);
  const parsed = folderOptions.parse({ path, ...options });
  return { path, name, options: parsed, pageSize: 2, maxItemBytes: 10_000, now: NOW };
}

async function read(book: BookFile): Promise<{ messages: IncomingMessage[]; report: BookReport; pages: number }> {
  const report = new BookReport();
  const messages: IncomingMessage[] = [];
  let pages = 0;
  for await (const page of bookPages(book, report, signal)) {
    pages += 1;
    expect(page.messages.length + page.rejected.length).toBeLessThanOrEqual(book.pageSize);
    messages.push(...page.messages);
  }
  return { messages, report, pages };
}

const FINNISH = [
  'Päivä;Asiakas;Reklamaatio;Arvio',
  '2.3.2026 10:30;Anna;Juna oli myöhässä;1',
  '3.3.2026 9:00;Ville;"Ei\nvastausta";2',
];
const MAPPED = {
  columns: { sentAt: 'Päivä', authorName: 'Asiakas', text: 'Reklamaatio', rating: 'Arvio' },
  timeFormat: 'd.M.yyyy H:mm',
  zone: 'Europe/Helsinki',
};

describe('a complaints book', () => {
  it('is read with headings and dates of the house’s own', async () => {
    const { messages, report, pages } = await read(bookOf('a.csv', FINNISH.join('\n'), MAPPED));
    expect(messages).toMatchObject([
      { author: { name: 'Anna' }, text: 'Juna oli myöhässä', rating: 1, sentAt: new Date('2026-03-02T08:30:00Z') },
      { author: { name: 'Ville' }, text: 'Ei\nvastausta', rating: 2, sentAt: new Date('2026-03-03T07:00:00Z') },
    ]);
    expect({ ...report }).toEqual({ rows: 2, readable: 2, rejected: 0, faults: [] });
    expect(pages).toBe(2);
  });

  it.each(['a.jsonl', 'a.ndjson'])(
    'of the kind of %s is read with names of fields of the house’s own',
    async (name) => {
      const lines = ['{"Reklamaatio": "Juna oli myöhässä", "Arvio": 1}', '{"Reklamaatio": "Huono", "Arvio": "kuusi"}'];
      const columns = { text: 'Reklamaatio', rating: 'Arvio', authorName: 'Asiakas' };
      const { messages, report } = await read(bookOf(name, lines.join('\n'), { columns }));
      expect(messages).toMatchObject([{ text: 'Juna oli myöhässä', rating: 1, author: { name: null } }]);
      expect(report.faults).toMatchObject([{ row: 2, column: 'Arvio', value: "'kuusi'" }]);
    },
  );

  it.each(['a.mbox', 'a.eml'])('of the kind of %s takes no map of headings', async (name) => {
    const book = bookOf(name, '{"text": "Juna oli myöhässä"}\n', { columns: { text: 'Reklamaatio' } });
    const problem = await checkBook(book, signal).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      faults: [{ path: 'map', message: expect.stringContaining(`${name} has none`) as string }],
    });
  });

  it('names row (as a table program counts), column, value and what would be right', async () => {
    const rows = [...FINNISH, 'eilen;Outi;Huono;1', '4.3.2026 8:00;Kai;Huono;kuusi', '5.3.2026 8:00;Ida;;1'];
    const { faults, rejected, readable } = await examineBook(bookOf('b.csv', rows.join('\n'), MAPPED), signal);
    expect({ rejected, readable }).toEqual({ rejected: 3, readable: 2 });
    expect(faults).toMatchObject([
      { row: 4, column: 'Päivä', value: "'eilen'", message: expect.stringContaining('2.3.2026 10:00') as string },
      { row: 5, column: 'Arvio', value: "'kuusi'", message: 'must be a number from 1 to 5' },
      { row: 6, column: 'Reklamaatio', value: null, message: expect.stringContaining('is missing') as string },
    ]);
  });

  it('has the same ids when it is read again or has grown; rows alike are told apart', async () => {
    const rows = ['text', 'Too slow', 'Too slow', 'Rude'];
    const ids = async (content: string[]) =>
      (await read(bookOf('c.csv', content.join('\n')))).messages.map((m) => m.externalId);
    const first = await ids(rows);
    expect(new Set(first).size).toBe(3);
    expect(await ids(rows)).toEqual(first);
    expect((await ids([...rows, 'Too slow'])).slice(0, 3)).toEqual(first);
  });

  it('may be a workbook, with dates, numbers and formulas as cells', async () => {
    const sheet = workbook([
      ['Date', 'Message', 'Stars', 'Id'],
      [{ date: 46083.5 }, 'Where is it?', 2, 17],
      [{ date: 46084 }, { formula: 'A1&B1', value: 'Never came' }, { formula: '1/0', error: '#DIV/0!' }, 18],
      [null, null, null, null],
      [{ date: 46085 }, 'x', 'nine', 19],
    ]);
    const { messages, report } = await read(bookOf('d.xlsx', sheet, { zone: 'Europe/Helsinki' }));
    expect(messages).toMatchObject([
      { externalId: '17', text: 'Where is it?', rating: 2, sentAt: new Date('2026-03-02T10:00:00Z') },
      { externalId: '18', text: 'Never came' },
    ]);
    expect(report.faults).toEqual([
      { row: 5, column: 'Stars', value: "'nine'", message: 'must be a number from 1 to 5' },
    ]);
  });

  it.each<[string, string, string | Uint8Array, string]>([
    ['has a text beyond the limit', 'i.csv', `text\n${'x'.repeat(20_000)}`, 'more than 10000 bytes'],
    ['is no JSON', 'j.jsonl', '{"text": ', 'is not JSON'],
  ])('that %s says so in a row of its report', async (_, name, content, words) => {
    const { faults, rejected, readable } = await examineBook(bookOf(name, content), signal);
    expect({ rejected, readable }).toEqual({ rejected: 1, readable: 0 });
    expect(faults[0]?.message).toContain(words);
  });

  it.each<[string, string, string | Uint8Array, string]>([
    ['is no workbook', 'e.xlsx', 'text;date', 'is no workbook'],
    ['is cut off', 'f.xlsx', Buffer.from('PK\u0003\u0004 broken'), 'is no workbook'],
    ['has no column of messages', 'g.csv', 'a,b\n1,2', "its headings are 'a', 'b'"],
    ['is UTF-16', 'h.csv', Buffer.from('\ufefftext\nhello', 'utf16le'), 'UTF-16'],
    ['is empty', 'k.csv', '', 'no messages'],
    ['has a heading row alone', 'k.xlsx', workbook([['Message']]), 'no messages'],
    ['is of another kind', 'l.pdf', '%PDF', '.xlsx'],
  ])('that %s is refused as a whole', async (_, name, content, words) => {
    const book = bookOf(name, content);
    const refusal = { faults: [{ path: 'file', message: expect.stringContaining(words) as string }] };
    await expect(examineBook(book, signal)).rejects.toMatchObject(refusal);
    await expect(checkBook(book, signal)).rejects.toMatchObject(refusal);
  });

  it('reads Latin-1, and formulas of a table as the text that they are', async () => {
    const { messages } = await read(
      bookOf(
        'm.csv',
        Buffer.from('text\n=HYPERLINK("x")\nHyvää päivää! Missä tilaukseni on? Älkää viivytelkö', 'latin1'),
      ),
    );
    expect(messages[0]?.text).toContain('=HYPERLINK');
    expect(messages[1]?.text).toContain('Hyvää päivää');
  });

  it('may be an mbox, a mail, or a folder of exports and mails such as a Maildir', async () => {
    const mail = (id: number) =>
      `From: Ann <ann@home.example>\nTo: support@shop.example\nDate: Thu, 12 Mar 2026 10:22:3${id} +0000\nMessage-ID: <${id}@home.example>\nSubject: No ${id}\n\nWhere is parcel ${id}?\n`;
    const box = [1, 2].map((id) => `From ann@home.example Thu Mar 12 10:22:30 2026\n${mail(id)}\n`).join('');
    expect((await read(bookOf('n.mbox', box))).messages).toMatchObject([
      { externalId: '<1@home.example>', channel: 'email', text: 'Where is parcel 1?' },
      { externalId: '<2@home.example>' },
    ]);
    expect((await read(bookOf('o.eml', mail(3)))).messages).toMatchObject([{ externalId: '<3@home.example>' }]);

    const archive = join(folder, 'archive');
    mkdirSync(join(archive, 'Maildir', 'cur'), { recursive: true });
    writeFileSync(join(archive, 'Maildir', 'cur', '1773310952.M1P2.host:2,S'), mail(4));
    writeFileSync(join(archive, 'old.mbox'), box);
    writeFileSync(join(archive, 'book.csv'), 'id,text,rating\na,Too slow,1\nb,Rude,seven');
    writeFileSync(join(archive, 'notes.txt'), 'not a message');
    const book = { ...bookOf('p.csv', 'text'), path: archive, name: archive };
    const { messages, report } = await read(book);
    expect(messages.map(({ externalId }) => externalId).sort()).toEqual(
      ['<1@home.example>', '<2@home.example>', '<4@home.example>', 'a'].sort(),
    );
    expect(report).toMatchObject({ rows: 5, readable: 4, rejected: 1 });
    expect(report.faults[0]?.message).toBe('book.csv: must be a number from 1 to 5');
  });
});
