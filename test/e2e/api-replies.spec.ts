import {
  AttachmentView,
  OutgoingReplyView,
  PresenceView,
  ReplyDraftView,
  ReplyList,
  type CaseView,
  type Problem,
} from '@earshot/contracts';
import { SourceEntity } from '@earshot/persistence';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let anna: Client;
let bert: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
  await api.addUser('bert@example.org', 'agent');
  anna = await api.signedIn('agent', 'anna@example.org');
  bert = await api.signedIn('agent', 'bert@example.org');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const DUE = new Date('2026-11-19T15:00:00.000Z');

interface OpenCase {
  readonly id: string;
  readonly version: number;
  readonly messageId: string;
}

async function newCase(source = sourceId): Promise<OpenCase> {
  const id = await insertCase(api.dataSource, { sourceId: source, language: 'fi', open: { answer: DUE } });
  const shown = (await anna.get(`/api/v1/cases/${id}`).expect(200)).body as CaseView;
  return { id, version: shown.version, messageId: shown.messages[0]?.id ?? '' };
}

const put = (by: Client, path: string, body: object): request.Test =>
  request(by.url).put(path).set({ Cookie: by.cookie, 'X-CSRF-Token': by.session.csrfToken }).send(body);

async function list(caseId: string, by = anna): Promise<ReplyList> {
  return ReplyList.parse((await by.get(`/api/v1/cases/${caseId}/replies`).expect(200)).body);
}

const body = ({ version, messageId }: OpenCase, more: object = {}): object => ({
  version,
  messageId,
  text: 'Kortti on postissa.',
  ...more,
});

async function write(found: OpenCase, more: object = {}, by = anna): Promise<OutgoingReplyView> {
  const answer = await by.post(`/api/v1/cases/${found.id}/replies`, body(found, more)).expect(201);
  return OutgoingReplyView.parse(answer.body);
}

async function attach(caseId: string, name: string, content: Buffer, status = 201): Promise<AttachmentView> {
  const answer = await request(anna.url)
    .post(`/api/v1/cases/${caseId}/draft/attachments`)
    .set({ Cookie: anna.cookie, 'X-CSRF-Token': anna.session.csrfToken })
    .attach('file', content, name)
    .expect(status);
  return answer.body as AttachmentView;
}

const jobsOf = async (replyId: string): Promise<number> =>
  (
    await api.dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from pgboss.job where name = 'reply' and data->>'replyId' = $1`,
      [replyId],
    )
  )[0]?.n ?? 0;

const setState = (replyId: string, state: string): Promise<unknown> =>
  api.dataSource.query('update outgoing_replies set state = $2, sending_at = now() where id = $1', [replyId, state]);

describe('answering from a case', () => {
  it('says to whom, in which language, and what can be attached', async () => {
    const { id, messageId } = await newCase();
    expect((await list(id)).composer).toMatchObject({
      messageId,
      canReply: true,
      to: `customer${id}@example.com`,
      subject: 'Where is my card?',
      language: 'fi',
      warnings: [],
    });
  });

  it('puts the reply, its event and its job on record together', async () => {
    const found = await newCase();
    const reply = await write(found);
    expect(reply).toMatchObject({
      state: 'queued',
      messageId: found.messageId,
      to: `customer${found.id}@example.com`,
      text: 'Kortti on postissa.',
      author: { name: 'anna' },
      deeds: ['discard'],
      attempts: 0,
    });
    expect(await jobsOf(reply.id)).toBe(1);
    expect((await list(found.id, bert)).items).toEqual([reply]);
    const shown = (await anna.get(`/api/v1/cases/${found.id}`).expect(200)).body as CaseView;
    expect(shown.version).toBe(found.version + 1);
    expect(shown.events.at(-1)).toMatchObject({ type: 'reply_queued', actor: { name: 'anna' } });
    // Only what has gone out is an answer.
    expect(shown.tasks[0]?.state).toBe('open');
  });

  it('makes one reply of a click that is repeated, one after the other or at once', async () => {
    const found = await newCase();
    const [one, two, three] = await Promise.all([write(found), write(found), write(found)]);
    const again = await write(found);
    expect(new Set([one?.id, two?.id, three?.id, again.id]).size).toBe(1);
    expect((await list(found.id)).items).toHaveLength(1);
    expect(await jobsOf(again.id)).toBe(1);
  });

  it('makes one reply of one Idempotency-Key, and refuses the key for anything else', async () => {
    const [found, other] = [await newCase(), await newCase()];
    const send = (to: OpenCase, text: string): request.Test =>
      anna.post(`/api/v1/cases/${to.id}/replies`, body(to, { text })).set('Idempotency-Key', 'key-1');
    const first = (await send(found, 'Kortti on postissa.').expect(201)).body as OutgoingReplyView;
    const second = (await send(found, 'Kortti on postissa.').expect(201)).body as OutgoingReplyView;
    expect(second.id).toBe(first.id);
    await send(found, 'Kortti on postissa!').expect(422);
    await send(other, 'Kortti on postissa.').expect(422);
    await anna.post(`/api/v1/cases/${found.id}/replies`, body(found)).set('Idempotency-Key', 'a b').expect(400);
  });

  it('tells who writes to a case that has changed meanwhile', async () => {
    const found = await newCase();
    await write(found);
    const answer = await bert.post(`/api/v1/cases/${found.id}/replies`, body(found, { text: 'Hei!' })).expect(409);
    expect((answer.body as Problem).detail).toContain('was changed by somebody else');
    expect((await list(found.id)).items).toHaveLength(1);
  });

  it('does not let one address be flooded', async () => {
    for (let number = 0; number < 5; number += 1) await write(await newCase(), { to: 'same@example.com' });
    const found = await newCase();
    const answer = await anna.post(`/api/v1/cases/${found.id}/replies`, body(found, { to: 'Same@example.com' }));
    expect([answer.status, (answer.body as Problem).detail]).toEqual([
      409,
      expect.stringContaining('5 replies within the hour'),
    ]);
  });

  it.each([
    ['to', 'nobody'],
    ['to', 'a@b.example, c@d.example'],
    ['to', 'a@b.example\r\nBcc: evil@x.example'],
    ['to', 'Vera <vera@example.com>'],
    ['to', 'Care@example.org'],
    ['to', 'care+17@example.org'],
    ['subject', 'Your card\r\nBcc: evil@x.example'],
  ])('refuses %s %j and says what would be right', async (field, value) => {
    const found = await newCase();
    const path = `/api/v1/cases/${found.id}/replies`;
    const answer = await anna.post(path, body(found, { [field]: value })).expect(400);
    expect((answer.body as Problem).faults).toMatchObject([
      { path: field, message: expect.stringContaining('must be') as string },
    ]);
    expect((await list(found.id)).items).toEqual([]);
    const { id } = await write(found);
    await setState(id, 'failed');
    await anna.post(`${path}/${id}/retry`, { [field]: value }).expect(400);
  });

  it('answers only messages of the case, with words', async () => {
    const [found, other] = [await newCase(), await newCase()];
    const path = `/api/v1/cases/${found.id}/replies`;
    await anna.post(path, body({ ...found, messageId: other.messageId })).expect(404);
    await anna.post(path, body(found, { text: '  ' })).expect(400);
    await anna.post('/api/v1/cases/999999999/replies', body(found)).expect(404);
  });

  it('says where to answer when the channel takes no replies', async () => {
    const sources = api.dataSource.getRepository(SourceEntity);
    const feed = await sources.save(
      sources.create({
        kind: 'feed',
        name: 'Reviews',
        options: { url: 'https://reviews.example/feed', channel: 'review' },
        pollIntervalSeconds: 300,
      }),
    );
    const found = await newCase(feed.id);
    await api.dataSource.query(`update messages set url = 'https://reviews.example/1' where id = $1`, [
      found.messageId,
    ]);
    expect((await list(found.id)).composer).toMatchObject({
      canReply: false,
      reason: 'channel',
      url: 'https://reviews.example/1',
    });
    const answer = await anna.post(`/api/v1/cases/${found.id}/replies`, body(found)).expect(409);
    expect((answer.body as Problem).detail).toContain('https://reviews.example/1');
  });

  it('does not answer a machine, and warns of an address that nobody reads', async () => {
    const found = await newCase();
    await api.dataSource.query(`update messages set author_address = 'noreply@shop.example' where id = $1`, [
      found.messageId,
    ]);
    expect((await list(found.id)).composer).toMatchObject({ canReply: true, warnings: ['no-reply-address'] });
    await api.dataSource.query(`update messages set kind = 'automatic' where id = $1`, [found.messageId]);
    expect((await list(found.id)).composer).toMatchObject({ canReply: false, reason: 'machine' });
    await anna.post(`/api/v1/cases/${found.id}/replies`, body(found)).expect(409);
  });

  it('knows how long an answer the channel takes, and refuses a longer one or one with files at once', async () => {
    const sources = api.dataSource.getRepository(SourceEntity);
    const play = await sources.save({
      kind: 'google-play',
      name: 'Play',
      options: { packageName: 'com.example.shop' },
      pollIntervalSeconds: 300,
    });
    const found = await newCase(play.id);
    const limit = { longest: 350, counted: 'characters' };
    expect((await list(found.id)).composer).toMatchObject({ canReply: true, limit, attachmentTypes: [] });
    const path = `/api/v1/cases/${found.id}/replies`;
    const tooLong = (await anna.post(path, body(found, { text: '😡'.repeat(351) })).expect(400)).body as Problem;
    expect(tooLong.faults).toMatchObject([{ path: 'text', message: expect.stringContaining('at most 350') as string }]);
    const file = await attach(found.id, 'offer.pdf', Buffer.from('%PDF-1.7'));
    const withFile = body(found, { attachmentIds: [file.id] });
    expect(((await anna.post(path, withFile).expect(400)).body as Problem).faults).toMatchObject([
      { path: 'attachmentIds' },
    ]);
    const { id } = await write(found, { text: '😡'.repeat(350) });
    await setState(id, 'failed');
    await anna.post(`${path}/${id}/retry`, { text: 'x'.repeat(351) }).expect(400);
    await anna.post(`${path}/${id}/retry`, { text: 'x'.repeat(350) }).expect(200);
  });
});

describe('a reply that did not go out', () => {
  it('that surely failed is sent again, corrected', async () => {
    const found = await newCase();
    const { id } = await write(found);
    await setState(id, 'failed');
    const path = `/api/v1/cases/${found.id}/replies/${id}`;
    const answer = await bert.post(`${path}/retry`, { to: 'right@example.com' }).expect(200);
    expect(answer.body).toMatchObject({ state: 'queued', to: 'right@example.com', text: 'Kortti on postissa.' });
    // A second click is one too many, not an error.
    await bert.post(`${path}/retry`).expect(200);
  });

  it('is sent once when two people change it at once, and the slower one learns that theirs did not go', async () => {
    const found = await newCase();
    const { id } = await write(found);
    await setState(id, 'failed');
    const path = `/api/v1/cases/${found.id}/replies/${id}/retry`;
    const words = ['Anteeksi viive.', 'Olemme pahoillamme.'];
    const answers = await Promise.all([anna.post(path, { text: words[0] }), bert.post(path, { text: words[1] })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [reply] = (await list(found.id)).items;
    expect(reply).toMatchObject({ state: 'queued', text: words[answers.findIndex(({ status }) => status === 200)] });
    expect(await jobsOf(id)).toBe(1);
  });

  it('that may have gone out is sent again only as it was', async () => {
    const found = await newCase();
    const { id } = await write(found);
    await setState(id, 'unsure');
    const path = `/api/v1/cases/${found.id}/replies/${id}`;
    await anna.post(`${path}/retry`, { text: 'Something else' }).expect(400);
    const answer = await anna.post(`${path}/retry`).expect(200);
    expect(answer.body).toMatchObject({ state: 'queued', text: 'Kortti on postissa.' });
  });

  it('is the answer when a person knows that it went out, once', async () => {
    const found = await newCase();
    const { id } = await write(found);
    await setState(id, 'unsure');
    const path = `/api/v1/cases/${found.id}/replies/${id}/mark-sent`;
    expect((await anna.post(path).expect(200)).body).toMatchObject({ state: 'sent', deeds: [] });
    await anna.post(path).expect(200);
    const shown = (await anna.get(`/api/v1/cases/${found.id}`).expect(200)).body as CaseView;
    expect(shown.state).toBe('acknowledged');
    expect(shown.tasks).toMatchObject([{ kind: 'answer', state: 'done', closedReason: 'answer-sent' }]);
    expect(shown.replies).toMatchObject([{ text: 'Kortti on postissa.', automatic: false }]);
    expect(shown.events.filter(({ type }) => type === 'answer_sent')).toHaveLength(1);
  });

  it('can be given up, and then not be sent', async () => {
    const found = await newCase();
    const { id } = await write(found);
    const path = `/api/v1/cases/${found.id}/replies/${id}`;
    expect((await anna.post(`${path}/discard`).expect(200)).body).toMatchObject({ state: 'discarded', deeds: [] });
    await anna.post(`${path}/retry`).expect(409);
    await anna.post(`/api/v1/cases/${(await newCase()).id}/replies/${id}/discard`).expect(404);
  });
});

describe('a draft', () => {
  const path = (caseId: string): string => `/api/v1/cases/${caseId}/draft`;
  const read = async (caseId: string, by = anna): Promise<ReplyDraftView> =>
    ReplyDraftView.parse((await by.get(path(caseId)).expect(200)).body);

  it('is kept for its author alone, and two windows do not overwrite each other', async () => {
    const { id } = await newCase();
    expect(await read(id)).toMatchObject({ revision: 0, text: '' });
    expect((await put(anna, path(id), { revision: 0, text: 'Hei K' }).expect(200)).body).toMatchObject({ revision: 1 });
    expect((await put(anna, path(id), { revision: 1, text: 'Hei Kalle' }).expect(200)).body).toMatchObject({
      revision: 2,
    });
    await put(anna, path(id), { revision: 1, text: 'from the other window' }).expect(409);
    await put(anna, path(id), { revision: 0, text: 'from a third one' }).expect(409);
    expect(await read(id)).toMatchObject({ revision: 2, text: 'Hei Kalle' });
    expect(await read(id, bert)).toMatchObject({ revision: 0 });
    await anna.delete(path(id)).expect(204);
    expect(await read(id)).toMatchObject({ revision: 0, text: '' });
    await put(anna, path('999999999'), { revision: 0, text: 'x' }).expect(404);
  });

  it('goes with its files when it is sent, and is gone then', async () => {
    const found = await newCase();
    await put(anna, path(found.id), { revision: 0, text: 'Kortti' }).expect(200);
    const wanted = await attach(found.id, 'Kuitti ääkköset.pdf', Buffer.from('%PDF-1.7 receipt'));
    const unwanted = await attach(found.id, 'note.txt', Buffer.from('a note'));
    expect(wanted).toMatchObject({ name: 'Kuitti ääkköset.pdf', type: 'application/pdf', size: 16 });
    expect((await read(found.id)).attachments).toEqual([wanted, unwanted]);
    const reply = await write(found, { attachmentIds: [wanted.id] });
    expect(reply.attachments).toEqual([wanted]);
    expect(await read(found.id)).toMatchObject({ revision: 0, attachments: [] });
    const file = `/api/v1/cases/${found.id}/replies/${reply.id}/attachments/${wanted.id}`;
    const saved = await bert.get(file).buffer(true).expect(200);
    expect((saved.body as Buffer).toString()).toBe('%PDF-1.7 receipt');
    expect(saved.get('Content-Disposition')).toContain(`filename*=UTF-8''Kuitti%20%C3%A4%C3%A4kk%C3%B6set.pdf`);
    expect(saved.get('Content-Type')).toBe('application/octet-stream');
    await bert.get(`/api/v1/cases/${(await newCase()).id}/replies/${reply.id}/attachments/${wanted.id}`).expect(404);
  });

  it('takes no files that are not what they say, nor those of others', async () => {
    const found = await newCase();
    await attach(found.id, 'offer.pdf', Buffer.from('MZ program'), 400);
    await attach(found.id, 'setup.exe', Buffer.from('MZ program'), 400);
    const own = await attach(found.id, 'a.txt', Buffer.from('a'));
    const path = `/api/v1/cases/${found.id}/draft/attachments/${own.id}`;
    await bert.delete(path).expect(404);
    await bert.post(`/api/v1/cases/${found.id}/replies`, body(found, { attachmentIds: [own.id] })).expect(400);
    expect((await list(found.id)).items).toEqual([]);
    await anna.delete(path).expect(204);
    await anna.delete(path).expect(404);
  });

  it('has room for 20 MB in all', async () => {
    const { id } = await newCase();
    await attach(id, 'a.txt', Buffer.alloc(12 * 1024 * 1024, 'a'));
    await attach(id, 'b.txt', Buffer.alloc(9 * 1024 * 1024, 'b'), 400);
    await attach(id, 'c.txt', Buffer.alloc(21 * 1024 * 1024, 'c'), 413);
    expect((await read(id)).attachments).toHaveLength(1);
  });
});

describe('who else is there', () => {
  const path = (caseId: string): string => `/api/v1/cases/${caseId}/presence`;
  const beat = async (by: Client, caseId: string, mode: string): Promise<PresenceView['others']> =>
    PresenceView.parse((await by.post(path(caseId), { mode }).expect(200)).body).others;

  it('is shown while they are, with what they do', async () => {
    const { id } = await newCase();
    expect(await beat(anna, id, 'viewing')).toEqual([]);
    expect(await beat(bert, id, 'writing')).toMatchObject([{ name: 'anna', mode: 'viewing' }]);
    const [seen] = await beat(anna, id, 'viewing');
    expect(seen).toMatchObject({ name: 'bert', mode: 'writing' });
    await beat(bert, id, 'writing');
    expect(await beat(anna, id, 'viewing')).toEqual([seen]);
    await bert.delete(path(id)).expect(204);
    expect(await beat(anna, id, 'viewing')).toEqual([]);
  });

  it('is forgotten 45 s after the last sign of life', async () => {
    const { id } = await newCase();
    await beat(bert, id, 'writing');
    api.clock.advance(44_000);
    expect(await beat(anna, id, 'viewing')).toHaveLength(1);
    api.clock.advance(2_000);
    expect(await beat(anna, id, 'viewing')).toEqual([]);
  });

  it('is asked of cases that exist', async () => {
    await anna.post(path('999999999'), { mode: 'viewing' }).expect(404);
    await anna.post(path((await newCase()).id), { mode: 'dancing' }).expect(400);
  });
});
