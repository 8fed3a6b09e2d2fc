import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssessor } from '@earshot/detection';
import { command, languageOfReply, readMailFiles } from './read-mail.js';

const FIXTURES = join(__dirname, '../../../../test/fixtures/mail');
const fixture = (name: string) => join(FIXTURES, name);

/** The declared language: the detector has tests of its own. */
async function run(...files: string[]): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const lines: Record<string, unknown>[] = [];
  const code = await readMailFiles(
    files,
    (mail) => mail.language,
    (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  return { code, lines };
}

describe('read-mail', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-mail-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prints a mail as one line', async () => {
    const file = fixture('gmail-alternative.eml');
    expect(await run(file)).toEqual({
      code: 0,
      lines: [
        {
          file,
          messageId: '<gmail-alternative@home.example>',
          inReplyTo: '<answer@shop.example>',
          from: 'janis@home.example',
          subject: 'Re: Pasūtījums',
          sentAt: '2026-03-12T08:22:33.000Z',
          language: null,
          text: 'Kur ir mana paka???\n\nGaidu jau trešo nedēļu.',
          quoted: expect.stringContaining('Jūsu paka ir ceļā.') as string,
          signature: '--\nJānis Bērziņš\n+371 2000 0000',
          kind: 'person',
          attachments: [],
          tags: [],
        },
      ],
    });
  });

  it('prints a line for every mail of an mbox', async () => {
    const { code, lines } = await run(fixture('three.mbox'));
    expect({ code, subjects: lines.map((line) => line.subject) }).toEqual({
      code: 0,
      subjects: ['First', 'Second', 'Third'],
    });
  });

  it('goes on after what cannot be read, and says so in its exit code', async () => {
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, Buffer.alloc(100, 0x89));
    const { code, lines } = await run(picture, join(folder, 'missing.eml'), fixture('koi8-r.eml'));
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { file: picture, error: expect.stringContaining('not-mail') as string },
      { error: expect.stringContaining('no such file') as string },
      { subject: 'Жалоба на доставку' },
    ]);
  });

  it('refuses a call without files, or with an option it does not know', async () => {
    await expect(command([])).rejects.toThrow('needs at least one file');
    await expect(command(['--nonsense'])).rejects.toThrow('nonsense');
  });
});

describe('the language of a reply', () => {
  const quoted = 'Hei! Kiitos tilauksestasi. Paketti lähtee meiltä viimeistään perjantaina.';

  it.each([
    ['Ok???', quoted, null, 'fi'],
    ['Please call me back as soon as you can, it is urgent', quoted, null, 'en'],
    ['Ok???', null, 'lv', 'lv'],
    ['', quoted, 'sl', 'sl'],
  ])('of %j', async (text, answered, language, expected) => {
    expect(languageOfReply(await loadAssessor(), { text, quoted: answered, language })).toBe(expected);
  });
});
