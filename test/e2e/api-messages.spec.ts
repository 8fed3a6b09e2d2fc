import { MessageDetail, MessageListPage } from '@earshot/contracts';
import { MessageEntity } from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let anna: Client;
let mailbox: string;
let forum: string;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
  anna = await api.signedIn('agent', 'anna@example.org');
  mailbox = await insertSource(api.dataSource);
  forum = await insertSource(api.dataSource, 'Forum');
  await insertCase(api.dataSource, { sourceId: mailbox, text: 'Kad būs maksājums???' });
});
afterAll(() => api.stop());

let written = 0;
async function write(given: Partial<MessageEntity>): Promise<string> {
  written += 1;
  const sentAt = new Date(Date.UTC(2026, 10, 1, 8, written));
  const message = { externalId: `written-${written}`, channel: 'forum', kind: 'person', sentAt, ...given } as const;
  const { id } = await api.dataSource.getRepository(MessageEntity).save({ sourceId: forum, text: '', ...message });
  return id;
}

async function found(query: string): Promise<MessageListPage> {
  return MessageListPage.parse((await anna.get(`/api/v1/messages?${query}`).expect(200)).body);
}
const idsOf = async (query: string) => (await found(query)).items.map((item) => item.id);
const search = (text: string) => idsOf(`text=${encodeURIComponent(text)}`);

describe('the messages', () => {
  it('are found by all their words in any script, in text, subject and author', async () => {
    const latvian = await write({ text: 'Nauda joprojām nav atgriezta', authorName: 'Zane Ozola' });
    const russian = await write({ text: 'Где мой возврат?', subject: 'Заказ 77' });
    const japanese = await write({ text: '返金はまだですか' });
    expect(await search('JOPROJĀM nauda')).toEqual([latvian]);
    expect(await search('ozola atgriezta')).toEqual([latvian]);
    expect(await search('ВОЗВРАТ заказ')).toEqual([russian]);
    expect(await search('返金')).toEqual([japanese]);
    expect(await search('nauda возврат')).toEqual([]);
  });

  it('are found by a part of the address of their author, and take signs of patterns for letters', async () => {
    const one = await write({ text: '100%_sure', authorAddress: 'liga.berzina@example.org' });
    await write({ text: '100 and sure', authorAddress: 'other@example.org' });
    for (const part of ['Liga.Berzina@Example.org', 'berzina@', 'a@EXAMPLE', 'liga', 'erzin'])
      expect([part, await search(part)]).toEqual([part, [one]]);
    expect(await search('%_s')).toEqual([one]);
  });

  it.each([
    ['Ильинична', ['ильин', 'НИЧНА', 'ил']],
    ['田中花子', ['田中', '花子', '田中花子', '中花']],
    ['김민수', ['김민', '민수']],
    ['สมชาย ใจดี', ['สม', 'ใจดี']],
    ['Āboliņa', ['ābol', 'LIŅA', 'āb']],
    ['Παπαδοπούλου', ['παπαδ', 'ΔΟΠΟΎ']],
    ['محمد', ['محم', 'حمد']],
  ])('are found by a part of the name %s', async (authorName, parts) => {
    const one = await write({ text: 'Hello', authorName });
    for (const part of parts) expect([part, await search(part)]).toEqual([part, [one]]);
  });

  it('are found by a part of a handle, with its sign or without', async () => {
    const one = await write({ text: 'Hello', authorHandle: 'quiet_otter' });
    for (const part of ['@quiet_otter', '@quiet', 'otter']) expect(await search(part)).toEqual([one]);
  });

  it('are found by words that very many have, also behind newer ones that have them not', async () => {
    await api.dataSource.query(
      `insert into messages (source_id, external_id, channel, kind, sent_at, text)
       select $1, 'common-' || n, 'forum', 'person', '2020-01-01'::timestamptz + n * interval '1 minute',
         case when n <= 2100 then 'commonplace' else 'filler' end
       from generate_series(1, 2300) n`,
      [forum],
    );
    const page = await found('text=commonplace&limit=1&sentBefore=2021-01-01T00:00:00Z');
    expect(page.items).toMatchObject([{ sentAt: '2020-01-02T11:00:00.000Z' }]);
    expect(page.next).not.toBeNull();
  });

  it('are filtered by what is known of them', async () => {
    const outside = await write({ sourceId: mailbox, kind: 'automatic', channel: 'email', text: 'Out of office' });
    expect(await idsOf(`source=${mailbox}&case=without`)).toEqual([outside]);
    expect(await idsOf('kind=automatic')).toEqual([outside]);
    const flagged = await found(`source=${mailbox}&case=with&verdict=dissatisfied`);
    expect(flagged.items).toHaveLength(1);
    expect(flagged.items[0]).toMatchObject({ excerpt: { text: 'Kad būs maksājums???' }, longer: false, taught: null });
    expect(await idsOf(`source=${mailbox}&verdict=uncertain`)).toEqual([]);
  });

  it('come a page at a time, the newest first, without gap or repetition where two were written at once', async () => {
    const sentAt = new Date('2026-11-05T08:00:00Z');
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push(await write({ text: 'simultaneous', sentAt }));
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: MessageListPage = await found(`text=simultaneous&limit=2${after === '' ? '' : `&after=${after}`}`);
      seen.push(...page.items.map((item) => item.id));
      after = page.next;
    }
    expect(seen).toEqual(ids.reverse());
  });

  it('show an edited one as it reads now', async () => {
    await write({ externalId: 'edited', text: 'first edition', supersededAt: new Date() });
    const now = await write({ externalId: 'edited', revision: '2', revisionNumber: 2, text: 'second edition' });
    expect(await search('edition')).toEqual([now]);
  });

  it('are read whole, with what a colleague said of them', async () => {
    const id = await write({ text: `long ${'word '.repeat(100)}` });
    expect((await found('text=long%20word')).items[0]).toMatchObject({ id, longer: true });
    await anna.post(`/api/v1/messages/${id}/verdict`, { dissatisfied: true, severity: 'high' }).expect(200);
    const shown = MessageDetail.parse((await anna.get(`/api/v1/messages/${id}`).expect(200)).body);
    expect(shown.text).toHaveLength(505);
    expect(shown.taught).toMatchObject({ dissatisfied: true, severity: 'high' });
    expect(shown.caseId).not.toBeNull();
    expect(await idsOf('taught=dissatisfied')).toEqual([id]);
    await anna.get('/api/v1/messages/999999').expect(404);
  });

  it.each(['limit=0', 'kind=letter', 'after=nonsense', 'sentAfter=yesterday', 'colour=red', 'text='])(
    'refuse %s',
    async (query) => {
      await anna.get(`/api/v1/messages?${query}`).expect(400);
    },
  );
});
