import { describeConnectorConformance, type Page, type PollLimits } from '@earshot/connector-kit';
import { FOLDER, type FolderCursor } from '@earshot/connectors';
import { ConnectorError, isEdit } from '@earshot/domain';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectorKit } from '../support/connector-kit.js';

const LIMITS: PollLimits = { pageSize: 100, maxItemBytes: 100_000, since: null };
/** Files are written "yesterday", so that nothing waits for them to be quiet. */
const YESTERDAY = new Date(Date.now() - 24 * 3600 * 1000);

const mail = (id: string, from = 'anna@example.fi', extra = ''): string =>
  `Message-ID: <${id}@example.fi>\r\nFrom: Anna <${from}>\r\nTo: help@shop.example\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\nSubject: Order ${id}\r\n${extra}Content-Type: text/plain; charset=utf-8\r\n\r\nWhere is order ${id}?\r\n`;
const mbox = (...ids: string[]): string =>
  ids.map((id) => `From anna@example.fi Mon Mar  2 10:00:00 2026\n${mail(id).replaceAll('\r\n', '\n')}\n`).join('');
const row = (id: string, extra: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ id, sentAt: '2026-03-02T10:00:00Z', text: `Where is order ${id}?`, ...extra })}\n`;

class Folder {
  private constructor(readonly path: string) {}

  static async create(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), 'earshot-folder-')));
  }

  /** Writes a file that nobody has touched since `changed`. */
  async write(name: string, content: string | Uint8Array, changed = YESTERDAY): Promise<void> {
    await writeFile(join(this.path, name), content);
    await utimes(join(this.path, name), changed, changed);
  }

  async append(name: string, content: string, changed = YESTERDAY): Promise<void> {
    await appendFile(join(this.path, name), content);
    await utimes(join(this.path, name), changed, changed);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

describeConnectorConformance({
  definition: FOLDER,
  async start() {
    const folder = await Folder.create();
    await folder.write('a.jsonl', row('j1', { sentAt: '2026-03-01T10:00:00Z' }) + row('j2'));
    await folder.write('b.csv', 'id;sentAt;text\nc1;2026-03-01;"Where; is\nit?"\nc2;2026-03-01;Late\n');
    await folder.write('c.mbox', mbox('m1', 'm2', 'm3'));
    await folder.write('d.eml', mail('e1'));
    return {
      folder,
      options: { path: folder.path, shiftDatesToToday: false },
      externalIds: ['j1', 'j2', 'c1', 'c2', '<m1@example.fi>', '<m2@example.fi>', '<m3@example.fi>', '<e1@example.fi>'],
      kit: connectorKit([]),
      stop: () => folder.remove(),
    };
  },
  addUnreadable: ({ folder }) => folder.write('broken.jsonl', 'this is no JSON\n'),
  breakDown: ({ folder }) => folder.remove(),
  async traces({ folder }) {
    const names = (await readdir(folder.path)).sort();
    return Promise.all(names.map(async (name) => [name, (await stat(join(folder.path, name))).mtimeMs]));
  },
});

describe('the folder connector', () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await Folder.create();
  });
  afterEach(() => folder.remove());

  const connector = (options: Record<string, unknown> = {}, kit = connectorKit([])) =>
    FOLDER.create(FOLDER.options.parse({ path: folder.path, ...options }), kit);
  const poll = async (
    from: FolderCursor | null = null,
    options = {},
    limits: Partial<PollLimits> = {},
    kit = connectorKit([]),
  ) => {
    const pages: Page<FolderCursor>[] = [];
    const reading = connector(options, kit).poll(from, { ...LIMITS, ...limits }, new AbortController().signal);
    for await (const page of reading) pages.push(page);
    const messages = pages.flatMap((page) => page.messages);
    return {
      cursor: JSON.parse(JSON.stringify(pages.at(-1)!.cursor)) as FolderCursor,
      messages,
      ids: messages.map(({ externalId }) => externalId),
      replies: pages.flatMap((page) => page.replies),
      rejected: pages.flatMap((page) => page.rejected),
      skipped: Object.assign({}, ...pages.map((page) => page.skipped)) as Record<string, number>,
    };
  };
  const failure = async (path: string): Promise<ConnectorError> => {
    const error: unknown = await poll(null, { path }).catch((reason: unknown) => reason);
    if (!(error instanceof ConnectorError)) throw new Error('the poll did not fail as a connector should');
    return error;
  };

  describe('when files grow', () => {
    it('reads on in JSON lines, CSV and mbox files', async () => {
      await folder.write('a.jsonl', row('1'));
      await folder.write('b.csv', 'id,text\n2,x\n');
      await folder.write('c.mbox', mbox('3'));
      const first = await poll();
      expect(first.ids.sort()).toEqual(['1', '2', '<3@example.fi>']);
      await folder.append('a.jsonl', row('4'));
      await folder.append('b.csv', '5,y\n');
      await folder.append('c.mbox', mbox('6'));
      const second = await poll(first.cursor);
      expect(second.ids.sort()).toEqual(['4', '5', '<6@example.fi>']);
      expect((await poll(second.cursor)).ids).toEqual([]);
    });

    it('reads a rewritten file anew, and gives what it read before the same ids', async () => {
      await folder.write('a.jsonl', row('1') + row('2'));
      const first = await poll();
      await folder.write(
        'a.jsonl',
        row('0') + row('1') + row('2', { text: 'changed' }),
        new Date(YESTERDAY.getTime() + 1),
      );
      const second = await poll(first.cursor);
      expect(second.ids).toEqual(['0', '1', '2']);
      const [same, changed] = second.messages.slice(1);
      expect(same).toEqual({ ...first.messages[0], revision: same?.revision });
      const isEdited = [same, changed].map((message, index) =>
        isEdit(message?.revision ?? '', [first.messages[index]?.revision ?? '']),
      );
      expect(isEdited).toEqual([false, true]);
      await folder.write('a.jsonl', row('9'), new Date(YESTERDAY.getTime() + 2));
      expect((await poll(second.cursor)).ids).toEqual(['9']);
    });

    it('leaves a half-written line, and a half-written mail, for later', async () => {
      const now = new Date();
      await folder.write('a.jsonl', row('1') + '{"id":"2","text":"Whe', now);
      await folder.write('b.csv', 'id,text\n3,"whole"\n4,"hal', now);
      await folder.write('c.mbox', mbox('5', '6'), now);
      await folder.write('d.eml', mail('7'), now);
      const kit = connectorKit([], { now: () => now });
      const first = await poll(null, {}, {}, kit);
      expect(first.ids.sort()).toEqual(['1', '3', '<5@example.fi>']);
      expect(first.rejected).toEqual([]);
      await folder.append('a.jsonl', 're?"}\n');
      await folder.append('b.csv', 'f"\n');
      const later = connectorKit([], { now: () => new Date(now.getTime() + 5_000) });
      const second = await poll(first.cursor, {}, {}, later);
      expect(second.ids.sort()).toEqual(['2', '4', '<6@example.fi>', '<7@example.fi>']);
      expect(second.messages.map(({ text }) => text)).toEqual(expect.arrayContaining(['Where?', 'half']));
    });

    it('reads a last line without a line end, and gives one up that stays broken', async () => {
      await folder.write('a.jsonl', row('1').trimEnd());
      await folder.write('b.jsonl', `${row('2')}{"id":"3`);
      const { ids, rejected } = await poll();
      expect(ids.sort()).toEqual(['1', '2']);
      expect(rejected).toMatchObject([
        { reason: 'unparsable', detail: expect.stringContaining('b.jsonl:2') as string },
      ]);
    });

    it('forgets files that vanish, and reads one that was renamed', async () => {
      await folder.write('a.eml', mail('1'));
      await folder.write('b.jsonl', row('2'));
      const first = await poll();
      await rename(join(folder.path, 'a.eml'), join(folder.path, 'moved.eml'));
      await rm(join(folder.path, 'b.jsonl'));
      const second = await poll(first.cursor);
      expect(second.ids).toEqual(['<1@example.fi>']);
      expect(second.cursor.growing).toEqual({});
      expect(second.cursor.settled).toHaveLength(1);
    });
  });

  describe('when rows are broken', () => {
    it('sets them aside with file and line, and reads the others', async () => {
      await folder.write('a.jsonl', `${row('1')}nonsense\n\n{"id":"x"}\n${row('2', { rating: 12 })}${row('3')}`);
      const { ids, rejected } = await poll();
      expect(ids).toEqual(['1', '3']);
      expect(rejected.map(({ reason, detail }) => `${reason} ${detail.split(':').slice(0, 2).join(':')}`)).toEqual([
        'unparsable a.jsonl:2',
        'invalid-row a.jsonl:4',
        'invalid-row a.jsonl:5',
      ]);
      expect(Buffer.from(rejected[0]!.raw!).toString()).toBe('nonsense\n');
    });

    it('does not repeat a customer’s words in the reason', async () => {
      await folder.write('a.jsonl', '{"text": my name is Anna Virtanen}\n');
      expect((await poll()).rejected[0]?.detail).not.toContain('Anna');
    });

    it('survives broken quotes and too many values in CSV', async () => {
      await folder.write('a.csv', 'id,text\n1,"good"\n2,"bad"ly\n3,a,b\n4,5" pipe\n5,"never closed\n6,good\n');
      const { ids, rejected } = await poll();
      expect(ids).toEqual(['1', '4', '6']);
      expect(rejected.map(({ detail }) => detail.split(': ')[0])).toEqual(['a.csv:3', 'a.csv:4', 'a.csv:6']);
    });

    it('says what is wrong with a table of which it cannot find the words', async () => {
      await folder.write('a.csv', 'nr,when\n1,2026-03-02\n');
      const { rejected, cursor } = await poll();
      expect(rejected).toMatchObject([{ reason: 'heading' }]);
      expect((await poll(cursor)).rejected).toEqual([]);
      expect((await poll(null, { columns: { text: 'nr', sentAt: 'when' } })).messages).toMatchObject([{ text: '1' }]);
    });

    it('reads tables of other programs: byte order mark, semicolons, Windows line ends, cp1251', async () => {
      await folder.write('a.csv', '\ufeffDate;Name;Message\r\n2026-03-02;Liisa;Missä tilaus?\r\n');
      const cp1251 = Buffer.concat([
        Buffer.from('id;text\n9;'),
        Buffer.from([0xc6, 0xe0, 0xeb, 0xee, 0xe1, 0xe0]),
        Buffer.from('\n'),
      ]);
      await folder.write('b.csv', cp1251);
      await folder.write('c.csv', Buffer.from('\ufeffid;text\n1;x\n', 'utf16le'));
      const { messages, rejected } = await poll();
      expect(messages).toMatchObject([
        { text: 'Missä tilaus?', author: { name: 'Liisa' }, sentAt: new Date('2026-03-02') },
        { text: 'Жалоба', tags: expect.arrayContaining(['charset-guessed']) as string[] },
      ]);
      expect(rejected).toMatchObject([{ reason: 'charset' }]);
    });

    it('does not load what is too large', async () => {
      await folder.write('a.jsonl', `${row('1')}${row('big', { text: 'x'.repeat(300_000) })}${row('2')}`);
      await folder.write('b.eml', mail('3') + 'x'.repeat(300_000));
      await folder.write('c.csv', `id,text\n4,${'y'.repeat(300_000)}\n5,z\n`);
      await folder.write('d.mbox', mbox('6').trimEnd() + 'z'.repeat(300_000) + '\n\n' + mbox('7'));
      const { ids, rejected } = await poll();
      expect(ids.sort()).toEqual(['1', '2', '5', '<7@example.fi>']);
      expect(rejected.map(({ reason }) => reason)).toEqual(['too-large', 'too-large', 'too-large', 'too-large']);
      for (const { raw } of rejected) expect(raw?.length ?? 0).toBeLessThanOrEqual(256 * 1024);
    });

    it('sets a file aside that is no mail', async () => {
      await folder.write('a.eml', 'just some text');
      await folder.write('b.eml', '');
      expect((await poll()).rejected.map(({ reason }) => reason).sort()).toEqual(['empty', 'not-mail']);
    });
  });

  it('takes mail from own addresses, and rows that say so, for answers', async () => {
    await folder.write('a.eml', mail('1', 'help@shop.example', 'In-Reply-To: <0@example.fi>\r\n'));
    await folder.write('b.jsonl', row('2', { answers: ['1'] }));
    const { ids, replies } = await poll(null, { ownAddresses: ['help@shop.example'] });
    expect(ids).toEqual([]);
    expect(replies.map(({ answers }) => answers)).toEqual(expect.arrayContaining([['<0@example.fi>'], ['1']]));
  });

  it('leaves other files aside and counts them once', async () => {
    await folder.write('notes.txt', 'x');
    await folder.write('a.jsonl', row('1'));
    const first = await poll();
    expect(first.skipped).toEqual({ 'unknown-file': 1 });
    expect((await poll(first.cursor)).skipped).toEqual({});
  });

  it('reads folders inside only when asked to', async () => {
    await mkdir(join(folder.path, 'inner', 'deep'), { recursive: true });
    await folder.write('inner/deep/a.jsonl', row('1'));
    expect((await poll()).ids).toEqual([]);
    expect((await poll(null, { recursive: true })).ids).toEqual(['1']);
  });

  it('does not follow links that lead outside', async () => {
    const outside = await Folder.create();
    await outside.write('secret.jsonl', row('secret'));
    await folder.write('real.jsonl', row('1'));
    await symlink(join(outside.path, 'secret.jsonl'), join(folder.path, 'link.jsonl'));
    await symlink(outside.path, join(folder.path, 'linked'));
    await symlink(join(folder.path, 'nowhere'), join(folder.path, 'dangling.eml'));
    const { ids, skipped } = await poll(null, { recursive: true });
    expect(ids).toEqual(['1']);
    expect(skipped).toEqual({ 'outside-folder': 2 });
    await outside.remove();
  });

  it('moves the dates of a sample by one constant that stays', async () => {
    const now = new Date('2030-06-01T12:00:00Z');
    const kit = connectorKit([], { now: () => now });
    await folder.write(
      'a.jsonl',
      row('1', { sentAt: '2026-03-01T10:00:00Z' }) + row('2', { sentAt: '2026-03-02T10:00:00Z' }),
    );
    const first = await poll(null, { shiftDatesToToday: true }, {}, kit);
    expect(first.messages.map(({ sentAt }) => sentAt.toISOString())).toEqual([
      '2030-05-31T11:55:00.000Z',
      '2030-06-01T11:55:00.000Z',
    ]);
    await folder.append('a.jsonl', row('3', { sentAt: '2026-03-02T09:00:00Z' }));
    const later = connectorKit([], { now: () => new Date('2030-06-09T12:00:00Z') });
    expect((await poll(first.cursor, { shiftDatesToToday: true }, {}, later)).messages).toMatchObject([
      { sentAt: new Date('2030-06-01T10:55:00Z') },
    ]);
  });

  it('never says that a message was written later than it was read', async () => {
    await folder.write('a.jsonl', row('1', { sentAt: '2999-01-01' }));
    const [message] = (await poll()).messages;
    expect(message?.tags).toEqual(['date-implausible']);
    expect(message!.sentAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('goes on when files vanish while it reads', async () => {
    for (const id of ['1', '2', '3']) await folder.write(`${id}.eml`, mail(id));
    const ids: string[] = [];
    for await (const page of connector().poll(null, { ...LIMITS, pageSize: 1 }, new AbortController().signal)) {
      ids.push(...page.messages.map(({ externalId }) => externalId));
      await rm(join(folder.path, '2.eml'), { force: true });
    }
    expect(ids).toEqual(['<1@example.fi>', '<3@example.fi>']);
  });

  it('says what is wrong with the folder, and what to do', async () => {
    await folder.write('file', 'x');
    expect(await failure(join(folder.path, 'missing'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('does not exist') as string,
      advice: expect.any(String) as string,
    });
    expect(await failure(join(folder.path, 'file'))).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('not a folder') as string,
    });
  });

  it('names a folder and a file that may not be read', async () => {
    await folder.write('a.jsonl', row('1'));
    await chmod(folder.path, 0o755);
    await chmod(join(folder.path, 'a.jsonl'), 0o000);
    expect((await asOrdinaryUser(() => poll())).rejected).toMatchObject([{ reason: 'permission-denied' }]);
    await chmod(folder.path, 0o000);
    expect((await asOrdinaryUser(() => failure(folder.path))).message).toContain('may not be read');
    await chmod(folder.path, 0o700);
  });

  it('reads nothing but what lies below the folders that are allowed, and does not tell what is elsewhere', async () => {
    await mkdir(join(folder.path, 'allowed/inside'), { recursive: true });
    await mkdir(join(folder.path, 'allowed-too'));
    await folder.write('allowed/inside/a.jsonl', row('1'));
    await folder.write('allowed-too/b.jsonl', row('2'));
    await symlink(join(folder.path, 'allowed-too'), join(folder.path, 'allowed/way-out'));
    const kit = connectorKit([], { folders: [join(folder.path, 'allowed')] });
    const from = (path: string) => poll(null, { path: join(folder.path, path), recursive: true }, {}, kit);
    expect((await from('allowed')).ids).toEqual(['1']);
    expect((await from('allowed/inside')).ids).toEqual(['1']);
    for (const path of ['allowed-too', 'allowed/../allowed-too', 'allowed/way-out', 'nowhere', '.'])
      await expect(from(path)).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringMatching(/^The folder .* is not among those that may be read$/) as string,
        advice: expect.stringContaining('sources.folders') as string,
      });
    await expect(from('allowed/nowhere')).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('understands a path relative to the installation', async () => {
    await mkdir(join(folder.path, 'sample'));
    await folder.write('sample/a.jsonl', row('1'));
    const kit = connectorKit([], { root: folder.path });
    expect((await poll(null, { path: 'sample' }, {}, kit)).ids).toEqual(['1']);
  });
});

/** A superuser may read everything; for the time of `work` the process has the rights of nobody. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  const NOBODY = 65_534;
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
