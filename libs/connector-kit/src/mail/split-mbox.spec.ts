import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readMail } from './read-mail.js';
import { splitMbox } from './split-mbox.js';

const FILE = join(__dirname, '../../../../test/fixtures/mail/three.mbox');

async function mailsOf(stream: AsyncIterable<Uint8Array>, maxMailBytes?: number): Promise<string[]> {
  const mails: string[] = [];
  for await (const mail of splitMbox(stream, { maxMailBytes })) mails.push(Buffer.from(mail).toString());
  return mails;
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

describe('the mails of an mbox file', () => {
  it('come one by one, whole, with their quoted From lines restored', async () => {
    const mails = [];
    for await (const raw of splitMbox(createReadStream(FILE))) mails.push(await readMail(raw));
    expect(mails.map(({ subject, text }) => [subject, text])).toEqual([
      ['First', 'Where is my parcel?'],
      ['Second', 'From the beginning it was late.\n\nFrom now on I will buy elsewhere.'],
      ['Third', 'Thank you!'],
    ]);
  });

  it.each([
    ['Thunderbird', 'From - Thu Mar 12 10:22:30 2026'],
    ['a zone', 'From ann@home.example Thu Mar 12 10:22:30 +0000 2026'],
    ['no time', 'From ann@home.example'],
    ['a bounce', 'From MAILER-DAEMON Thu Mar 12 10:22:30 2026'],
  ])('are told apart by the separator of %s', async (_, separator) => {
    expect(await mailsOf(inPieces(`${separator}\nA: 1\n\nx\n\n${separator}\nB: 2\n\ny\n`, 7))).toEqual([
      'A: 1\n\nx\n',
      'B: 2\n\ny\n',
    ]);
  });

  it('lose one quote mark where mboxrd added one', async () => {
    expect(await mailsOf(inPieces('From a@b\nA: 1\n\n>>From x\n>From y\n> From z\n', 64))).toEqual([
      'A: 1\n\n>From x\nFrom y\n> From z\n',
    ]);
  });

  it('are cut where one is too large, so that reading refuses it and the next is read', async () => {
    const mails = await mailsOf(
      inPieces(`From a@b\nA: 1\n\n${'long line\n'.repeat(100)}\nFrom a@b\nB: 2\n\ny\n`, 16),
      50,
    );
    expect(mails.map((mail) => mail.length)).toEqual([51, 8]);
  });

  it('do not depend on how the file is cut into pieces', async () => {
    const line = fc.constantFrom(
      'From a@b Thu Mar 12 10:22:30 2026',
      'From the shop',
      '>From x',
      'Subject: x',
      '',
      'text',
      '\u00e4',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (lines, size) => {
        const text = lines.join('\n');
        expect(await mailsOf(inPieces(text, size))).toEqual(await mailsOf(inPieces(text, 100_000)));
      }),
      { numRuns: 200 },
    );
  });
});
