import request from 'supertest';
import { SourceEntity } from '@earshot/persistence';
import { startApi, type TestApi } from '../support/api.js';
import { addPushedSource } from '../support/delivery.js';

const ANGRY = 'This is a disgrace. I have waited for three weeks, nobody answers, and I want my money back!';
const MANY = 1_000;

let api: TestApi;
let forms = 0;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const addForm = (options: Record<string, unknown> = {}) =>
  addPushedSource(api, {
    kind: 'form',
    name: `Form ${(forms += 1)}`,
    options: { minSeconds: 0, maxPerHour: MANY, email: 'optional', ...options },
  });
const pathOf = (id: string) => `/api/v1/forms/${id}`;
const open = (id: string, language = 'en') => request(api.url).get(pathOf(id)).set('Accept-Language', language);
const tokenIn = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
const send = (id: string, fields: Record<string, string>) =>
  request(api.url).post(pathOf(id)).type('form').send(fields);
const fill = async (id: string, fields: Record<string, string>) =>
  send(id, { token: tokenIn((await open(id).expect(200)).text), ...fields });
const stored = (id: string) =>
  api.dataSource.query<Record<string, unknown>[]>(
    `select m.external_id, m.text, m.subject, m.kind, m.channel, m.author_name, m.author_address, m.superseded_at, c.state, a.verdict
     from messages m left join assessments a on a.message_id = m.id left join cases c on c.id = m.case_id
     where m.source_id = $1 order by m.id`,
    [id],
  );

describe('a complaint form', () => {
  it('stores what a visitor sends, judged, and opens a case at once', async () => {
    const id = await addForm({ topics: ['Delivery', 'Invoice'] });
    const answer = await fill(id, {
      text: ANGRY,
      name: 'Anna',
      email: 'Anna@Customers.example',
      orderNumber: '4711',
      topic: 'Delivery',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('We have received your message');
    expect(await stored(id)).toMatchObject([
      {
        text: ANGRY,
        subject: 'Delivery · 4711',
        kind: 'person',
        channel: 'form',
        author_name: 'Anna',
        author_address: 'anna@customers.example',
        state: 'new',
        verdict: 'dissatisfied',
      },
    ]);
  });

  it('stores what is sent twice once, and other words as a message of their own', async () => {
    const id = await addForm();
    const token = tokenIn((await open(id)).text);
    await send(id, { token, text: 'Where is my order?' }).expect(200);
    await send(id, { token, text: 'Where is my order?' }).expect(200);
    expect(await stored(id)).toHaveLength(1);
    await send(id, { token, text: 'The shop is closed, too.' }).expect(200);
    await send(id, { token, text: 'Where is my order?', email: 'anna@customers.example' }).expect(200);
    await send(id, { token, text: 'Where is my order?' }).expect(200);
    const kept = await stored(id);
    expect(kept.map(({ text }) => text)).toEqual([
      'Where is my order?',
      'The shop is closed, too.',
      'Where is my order?',
    ]);
    expect(kept.map((row) => row['author_address'])).toEqual([null, null, 'anna@customers.example']);
    expect(kept.every((row) => row['superseded_at'] === null)).toBe(true);
  });

  it.each([
    ['nothing', { text: ' ' }, 'Please fill this in.'],
    ['too much', { text: 'x'.repeat(10_001) }, 'Please shorten this to 10000 characters.'],
    ['no address', { text: 'hi', email: 'anna at example' }, 'This is not an e-mail address.'],
    ['a topic that is none', { text: 'hi', topic: 'Prices' }, 'Please choose one of the topics.'],
    ['no topic', { text: 'hi', topic: '' }, 'Please fill this in.'],
  ])('with %s comes back as it was typed, with what is to be corrected', async (_what, fields, words) => {
    const id = await addForm({ topics: ['Delivery'] });
    const answer = await fill(id, { topic: 'Delivery', name: 'O’Brien & "Söhne"', ...fields });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="O’Brien &amp; &quot;Söhne&quot;"');
    expect(answer.text).toMatch(/aria-invalid="true"/);
    expect(await stored(id)).toEqual([]);
  });

  it('asks who sends it within a moment to press once more, and takes it then', async () => {
    const id = await addForm({ minSeconds: 5 });
    const token = tokenIn((await open(id)).text);
    const first = await send(id, { token, text: ANGRY });
    expect([first.status, first.get('Retry-After')]).toEqual([429, '5']);
    expect(first.text).toContain('press Send again');
    expect(first.text).toContain(ANGRY);
    api.clock.advance(6_000);
    await send(id, { token: tokenIn(first.text), text: ANGRY }).expect(200);
    expect(await stored(id)).toHaveLength(1);
  });

  it.each([
    ['without a token', () => Promise.resolve('')],
    ['with a token made up', () => Promise.resolve(Buffer.from('{"form":"1"}').toString('base64url'))],
    ['with the token of another form', async () => tokenIn((await open(await addForm())).text)],
  ])('%s is not taken until it is sent from the form itself', async (_how, tokenOf) => {
    const id = await addForm();
    const answer = await send(id, { token: await tokenOf(), text: ANGRY });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('press Send again');
    expect(await stored(id)).toEqual([]);
    await send(id, { token: tokenIn(answer.text), text: ANGRY });
    expect(await stored(id)).toHaveLength(1);
  });

  it('keeps what fills the hidden field as spam, which opens no case', async () => {
    const id = await addForm();
    const answer = await fill(id, { text: ANGRY, website: 'https://buy.example' });
    expect(answer.text).toContain('Thank you');
    expect(await stored(id)).toMatchObject([{ kind: 'spam', state: null }]);
  });

  it('stops one address after so many in an hour, and keeps what was typed', async () => {
    const id = await addForm({ maxPerHour: 2 });
    for (const text of ['one', 'two']) await fill(id, { text });
    const answer = await fill(id, { text: 'three' });
    expect(answer.status).toBe(429);
    expect(Number(answer.get('Retry-After'))).toBeGreaterThan(3_000);
    expect(answer.text).toContain('three');
    expect((await stored(id)).map(({ text }) => text)).toEqual(['one', 'two']);
    api.clock.advance(3_600_000);
    await fill(id, { text: 'three' });
    expect(await stored(id)).toHaveLength(3);
  });

  it('counts for all processes together, and nowhere tells the address', async () => {
    const id = await addForm({ maxPerHour: 2 });
    const other = await startApi({ database: api.database });
    try {
      await fill(id, { text: 'one' });
      for (const [text, status] of [
        ['two', 200],
        ['three', 429],
      ] as const) {
        const token = tokenIn((await request(other.url).get(pathOf(id)).expect(200)).text);
        await request(other.url).post(pathOf(id)).type('form').send({ token, text }).expect(status);
      }
    } finally {
      await other.app.close();
    }
    const budgets = await api.dataSource.query<object[]>(
      `select b.spent, u.source_id from rate_budgets b left join source_budgets u using (scope, holder, name)
       where b.holder = $1 and b.name not like '%127.0.0.1%'`,
      [id],
    );
    expect(budgets).toEqual([{ spent: 2, source_id: null }]);
  });

  it('is closed while its source is paused', async () => {
    const id = await addForm();
    const token = tokenIn((await open(id)).text);
    await api.dataSource.getRepository(SourceEntity).update(id, { state: 'paused' });
    expect((await open(id)).text).toContain('closed at the moment');
    expect((await send(id, { token, text: ANGRY }).expect(409)).text).toContain('closed at the moment');
    expect(await stored(id)).toEqual([]);
  });

  it.each([
    ['fi-FI,fi;q=0.9,en;q=0.5', 'fi', 'Kerro, mikä meni pieleen'],
    ['lv', 'lv', 'Pastāstiet, kas nogāja greizi'],
    ['sl', 'sl', 'Povejte nam, kaj je šlo narobe'],
    ['id', 'id', 'Ceritakan apa yang tidak beres'],
    ['ru', 'ru', 'Расскажите, что пошло не так'],
    ['tlh', 'en', 'Tell us what went wrong'],
  ])('speaks the language of a browser that asks for %s', async (accepted, language, title) => {
    const { text } = await open(await addForm(), accepted).expect(200);
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).toContain(title);
  });

  it('speaks the language that it is asked for, unless it has one of its own', async () => {
    const asked = await request(api.url).get(`${pathOf(await addForm())}?lang=fi-FI`);
    expect(asked.text).toContain('<html lang="fi"');
    const own = await request(api.url).get(`${pathOf(await addForm({ language: 'lv' }))}?lang=fi`);
    expect(own.text).toContain('<html lang="lv"');
  });

  it('may stand only in the pages of its websites, sets no cookie and runs nothing of others', async () => {
    const answer = await open(await addForm({ origins: ['https://shop.example', 'https://*.shop.example:8443'] }));
    const policy = answer.get('Content-Security-Policy')?.split('; ') ?? [];
    expect(policy).toContain('frame-ancestors https://shop.example https://*.shop.example:8443');
    expect(policy).toContain("default-src 'none'");
    expect(answer.get('X-Frame-Options')).toBeUndefined();
    expect(answer.get('Set-Cookie')).toBeUndefined();
    expect((await open(await addForm())).get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  });

  it('is not sent from pages of others', async () => {
    const id = await addForm({ origins: ['https://shop.example'] });
    const token = tokenIn((await open(id)).text);
    await send(id, { token, text: ANGRY }).set('Origin', 'https://evil.example').expect(403);
    await send(id, { token, text: ANGRY }).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(await stored(id)).toEqual([]);
  });

  it('is nothing where there is no form', async () => {
    const webhook = await addPushedSource(api, { kind: 'webhook', name: 'No form' });
    for (const id of [webhook, '999999', 'x']) {
      await request(api.url).get(pathOf(id)).expect(404);
      await send(id, { text: ANGRY }).expect(404);
    }
  });

  it('takes no files and no more than a form can hold', async () => {
    const id = await addForm();
    const token = tokenIn((await open(id)).text);
    await send(id, { token, text: 'x'.repeat(200_000) }).expect(413);
    await request(api.url).post(pathOf(id)).field('text', ANGRY).attach('file', Buffer.from('x'), 'x.txt');
    expect(await stored(id)).toEqual([]);
  });

  it('shows what is hostile as text, and stores it as it was written', async () => {
    const id = await addForm({ title: '<b>Hi</b>', topics: ['"><script>alert(1)</script>'] });
    const hostile = '</textarea><script>alert(1)</script>';
    const answer = await fill(id, { text: hostile, topic: '' });
    expect(answer.text).not.toContain('<script>alert');
    expect(answer.text).not.toContain('<b>Hi');
    await fill(id, { text: hostile, topic: '"><script>alert(1)</script>' });
    expect(await stored(id)).toMatchObject([{ text: hostile }]);
  });

  it('is put into a page by its script, which any website may load', async () => {
    const answer = await request(api.url)
      .get(`${pathOf(await addForm())}/embed.js`)
      .expect(200);
    expect(answer.get('Content-Type')).toContain('text/javascript');
    expect(answer.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(answer.text).toContain('Tell us what went wrong');
  });
});
