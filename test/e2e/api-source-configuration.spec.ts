import {
  SavedSource,
  BackfillAnswer,
  PUSHED_KINDS,
  SourceCheckView,
  SourceConfiguration,
  SourceContentsView,
  SourceDetail,
  SourceKindList,
  type Problem,
} from '@earshot/contracts';
import { AuditEventEntity, MessageEntity, SourceEntity } from '@earshot/persistence';
import { parse } from 'yaml';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertCase } from '../support/case-data.js';
import { HttpServer } from '../support/http-server.js';
import { testBox } from '../support/intake-settings.js';

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Forum</title>
  <item><guid>1</guid><title>Card</title><author>Anna</author><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>
    <description>This is a disgrace. Nobody answers, and I want my money back!</description></item>
  <item><guid>2</guid><title>Thanks</title><author>Ben</author><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate>
    <description>Thank you, it works wonderfully.</description></item></channel></rss>`;

let api: TestApi;
let ops: Client;
let server: HttpServer;
beforeAll(async () => {
  [api, server] = await Promise.all([startApi(), HttpServer.start()]);
  server.serve('/feed', FEED);
  ops = await api.signedIn('ops');
});
afterAll(async () => {
  await api.stop();
  await server.stop();
});

const url = () => `${server.origin}/feed`;
let names = 0;
const added = async (body: object = {}): Promise<SourceDetail> => {
  const request = { kind: 'feed', name: `Forum ${(names += 1)}`, options: { url: url() }, ...body };
  return SourceDetail.parse((await ops.post('/api/v1/sources', request).expect(201)).body);
};
const edit = (id: string, version: number | string, body: object) =>
  ops.patch(`/api/v1/sources/${id}`, body).set('If-Match', `"${version}"`);
const stored = async (id: string) =>
  api.dataSource
    .getRepository(SourceEntity)
    .createQueryBuilder('s')
    .addSelect('s.secrets')
    .where({ id })
    .getOneOrFail();
const secretsOf = async (id: string): Promise<unknown> => {
  const { secrets } = await stored(id);
  return secrets === null ? null : JSON.parse(testBox.open(secrets));
};
const faultsOf = (answer: { body: unknown }) => (answer.body as Problem).faults?.map(({ path }) => path);

describe('choosing a channel', () => {
  it('offers every kind with its form, to ops people', async () => {
    const { items } = SourceKindList.parse((await ops.get('/api/v1/source-kinds').expect(200)).body);
    const mailbox = items.find(({ kind }) => kind === 'mailbox');
    expect(mailbox).toMatchObject({ title: 'Mailbox', group: 'mail', takesReplies: true, isPushed: false });
    expect(mailbox?.secrets).toEqual(['password', 'clientSecret', 'refreshToken']);
    expect(mailbox?.schema).toMatchObject({
      type: 'object',
      properties: { host: { description: expect.any(String) as string } },
    });
    const pushed = items.filter(({ isPushed }) => isPushed).map(({ kind }) => kind);
    expect(pushed.sort()).toEqual([...PUSHED_KINDS].sort());
    expect(items.find(({ kind }) => kind === 'webhook')).toMatchObject({ isPushed: true, takesReplies: false });
    await (await api.signedIn('agent')).get('/api/v1/source-kinds').expect(403);
  });
});

describe('an edit that changes nothing', () => {
  it('leaves version, reading and record as they are, and still names the version that was seen', async () => {
    const { id, name, version, options } = await added({
      secrets: { password: 'one' },
      readSince: '2026-01-31T00:00:00Z',
    });
    const same = {
      name,
      options,
      secrets: { password: 'one' },
      pollIntervalSeconds: 300,
      readSince: '2026-01-31T00:00:00Z',
    };
    for (const body of [{}, same]) await edit(id, version, body).expect(200);
    expect((await stored(id)).version).toBe(version);
    const records = await api.dataSource
      .getRepository(AuditEventEntity)
      .findBy({ subjectKind: 'source', subjectId: id });
    expect(records.map(({ action }) => action)).toEqual(['source.added']);
    await edit(id, version + 1, same).expect(412);
    await edit(id, version, { ...same, pollIntervalSeconds: 60 }).expect(200);
    expect((await stored(id)).version).toBe(version + 1);
  });
});

describe('a day from which a source is read', () => {
  const ahead = { readSince: '2126-01-31T00:00:00.000Z' };
  const said = (answer: { body: unknown }) =>
    (answer.body as Problem).faults?.map(({ path, message }) => `${path} ${message}`).join();
  const fault = /^readSince is 2126-01-31T00:00:00\.000Z and must not lie ahead of now, \d{4}-/;

  it('may not lie ahead: neither of a new source nor of one that is changed, which stays as it is', async () => {
    const draft = { kind: 'feed', name: 'From later', options: { url: url() }, ...ahead };
    expect(said(await ops.post('/api/v1/sources', draft).expect(400))).toMatch(fault);
    const { id, version } = await added({ readSince: '2026-01-31T00:00:00Z' });
    expect(said(await edit(id, version, ahead).expect(400))).toMatch(fault);
    expect(await stored(id)).toMatchObject({ version, readSince: new Date('2026-01-31') });
  });

  it('which lay ahead before anybody judged it keeps nobody from giving the source another name', async () => {
    const { id, version } = await added();
    await api.dataSource.getRepository(SourceEntity).update(id, { readSince: new Date(ahead.readSince) });
    await edit(id, version, { name: 'Renamed, though it is read from later', ...ahead }).expect(200);
  });
});

describe('a place that another source reads already', () => {
  const feed = () => ({ kind: 'feed', options: { url: `${server.origin}/twice` } });
  const warning = expect.stringMatching(/^'Read first' \(source \d+\) reads the same place already/) as string;
  const checkedAt = async (path: string, body: object) =>
    SourceCheckView.parse((await ops.post(path, body).expect(200)).body).warnings;

  it('is warned of in the check and when the source is saved, which is not refused; others are not', async () => {
    server.serve('/twice', FEED).serve('/once', FEED);
    const first = SavedSource.parse(
      (await ops.post('/api/v1/sources', { ...feed(), name: 'Read first' }).expect(201)).body,
    );
    expect(first.warnings).toEqual([]);
    expect(await checkedAt(`/api/v1/sources/${first.id}/check`, {})).toEqual([]);
    expect(await checkedAt('/api/v1/sources/check', feed())).toEqual([warning]);
    const once = { kind: 'feed', options: { url: `${server.origin}/once` } };
    const otherwise = { ...feed().options, channel: 'review', ownNames: ['Us'] };
    const again = { kind: 'feed', name: 'Read again', options: otherwise };
    const second = SavedSource.parse((await ops.post('/api/v1/sources', again).expect(201)).body);
    expect(second.warnings).toEqual([warning]);
    expect(await checkedAt('/api/v1/sources/check', once)).toEqual([]);
    const moved = async (version: number, change: object) =>
      SavedSource.parse((await edit(second.id, version, change).expect(200)).body).warnings;
    expect(await moved(1, { options: once.options })).toEqual([]);
    expect(await moved(2, { options: feed().options })).toEqual([warning]);
    expect(await moved(3, { name: 'Read again' })).toEqual([]);
  });
});

describe('checking a source before it is saved', () => {
  const check = async (body: object) =>
    SourceCheckView.parse((await ops.post('/api/v1/sources/check', body).expect(200)).body);

  it('shows the newest messages as they would be read and judged, and stores nothing', async () => {
    const before = await api.dataSource.getRepository(MessageEntity).count();
    const found = await check({ kind: 'feed', options: { url: url() } });
    expect(found).toMatchObject({ ok: true, failure: null });
    expect(
      found.preview.map(({ subject, assessment }) => [subject, assessment?.verdict, assessment?.language]),
    ).toEqual([
      ['Card', 'dissatisfied', 'en'],
      ['Thanks', 'not_dissatisfied', 'en'],
    ]);
    expect(found.preview[0]?.assessment?.signals.length).toBeGreaterThan(0);
    expect(await api.dataSource.getRepository(MessageEntity).count()).toBe(before);
  });

  it('tells why it cannot be read, and what to do', async () => {
    server.serve('/gone', 'no', {}, 404);
    const found = await check({ kind: 'feed', options: { url: `${server.origin}/gone` } });
    expect(found).toMatchObject({ ok: false, preview: [], failure: { kind: 'misconfigured' } });
  });

  it.each(['http://169.254.169.254/latest/meta-data', 'http://10.0.0.1/feed', 'http://[::1]:5432/'])(
    'does not look into the house: %s',
    async (inside) => {
      const found = await check({ kind: 'feed', options: { url: inside } });
      expect(found.failure?.kind).toBe('misconfigured');
    },
  );

  it('names every wrong option, and takes no unknown one', async () => {
    const answer = await ops
      .post('/api/v1/sources/check', { kind: 'feed', options: { url: 'nowhere', adress: 1 }, secrets: { token: 'x' } })
      .expect(400);
    expect(faultsOf(answer)?.sort()).toEqual(['options.adress', 'options.url', 'secrets.token']);
    const other = await ops.post('/api/v1/sources/check', { kind: 'fax', options: {} }).expect(400);
    expect(faultsOf(other)).toEqual(['kind']);
  });

  it('is for ops and admins', async () => {
    const body = { kind: 'feed', options: { url: url() } };
    for (const role of ['agent', 'lead', 'manager'] as const)
      await (await api.signedIn(role)).post('/api/v1/sources/check', body).expect(403);
  });
});

describe('adding a source', () => {
  it('seals its secrets, reads it at once, and is on record', async () => {
    const source = await added({ options: { url: url(), username: 'anna' }, secrets: { password: 'top-secret' } });
    expect(source).toMatchObject({ kind: 'feed', state: 'healthy', version: 1, pollIntervalSeconds: 300 });
    expect(Date.parse(source.nextPollAt)).toBeLessThanOrEqual(api.clock.now().getTime());
    expect((await stored(source.id)).secrets?.toString('latin1')).not.toContain('top-secret');
    expect(await secretsOf(source.id)).toEqual({ password: 'top-secret' });
    const configuration = await ops.get(`/api/v1/sources/${source.id}/configuration`).expect(200);
    expect(SourceConfiguration.parse(configuration.body).secretsSet).toEqual(['password']);
    expect(JSON.stringify(source) + configuration.text).not.toContain('top-secret');
    const audit = await api.dataSource
      .getRepository(AuditEventEntity)
      .findBy({ subjectKind: 'source', subjectId: source.id });
    expect(audit).toMatchObject([{ action: 'source.added', actorId: ops.session.user.id }]);
    expect(JSON.stringify(audit)).not.toContain('top-secret');
  });

  it.each([
    ['its case', (name: string) => name.toUpperCase(), 'in the case'],
    ['a character that nobody sees', (name: string) => `${name}\u200B`, 'U+200B'],
    ['a mark that turns the reading direction', (name: string) => `\u202E${name}`, 'U+202E'],
  ])('wants a name that differs from others by more than %s', async (_what, twin, words) => {
    const [{ name }, other] = [await added(), await added()];
    const twinOf = { kind: 'feed', name: twin(name), options: { url: url() } };
    for (const answer of [
      await ops.post('/api/v1/sources', twinOf).expect(400),
      await edit(other.id, other.version, { name: twin(name) }).expect(400),
      await ops.post(`/api/v1/sources/${other.id}/clone`, { name: twin(name) }).expect(400),
    ]) {
      expect(faultsOf(answer)).toEqual(['name']);
      expect((answer.body as Problem).faults?.[0]?.message).toContain(words);
    }
  });

  it('gives one name to one of those who ask for it at the same moment, however they spell it', async () => {
    const spelled = ['Rush hour', 'RUSH HOUR', 'rush hour', 'Rush  Hour'];
    const answers = await Promise.all(
      spelled.map((name) => ops.post('/api/v1/sources', { kind: 'feed', name, options: { url: url() } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
  });

  it('of deliveries wants a secret that is a key, at once and not when the first delivery fails', async () => {
    const webhook = { kind: 'webhook', options: {} };
    const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    for (const [secrets, paths] of [
      [{}, ['secrets.secret']],
      [{ secret: 'hunter2' }, ['secrets.secret']],
      [{ secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, ['secrets.secret']],
      [{ previousSecret: key }, ['secrets.secret']],
      [{ secret: key, previousSecret: 'short' }, ['secrets.previousSecret']],
    ] as const) {
      const answer = await ops.post('/api/v1/sources', { ...webhook, name: 'Shop', secrets }).expect(400);
      expect(faultsOf(answer)).toEqual(paths);
      expect(answer.text).not.toContain('hunter2');
    }
    const { id, version } = await added({ ...webhook, name: 'Shop', secrets: { secret: key } });
    expect(faultsOf(await edit(id, version, { secrets: { secret: null } }).expect(400))).toEqual(['secrets.secret']);
    await edit(id, version, { name: 'The shop' }).expect(200);
  });

  it('wants a name of its own', async () => {
    const { name } = await added();
    const answer = await ops.post('/api/v1/sources', { kind: 'feed', name, options: { url: url() } }).expect(400);
    expect(faultsOf(answer)).toEqual(['name']);
  });
});

describe('what can be known of a source without asking anybody', () => {
  it.each<[string, object, object, string[]]>([
    ['folder', { path: '/etc' }, {}, ['options.path']],
    ['feed', { url: 'http://10.0.0.5/feed' }, {}, ['options.url']],
    ['trustpilot', { businessUnitId: 'a'.repeat(24) }, {}, ['secrets.apiKey']],
    ['telegram', {}, { botToken: '123:abc' }, ['secrets.botToken']],
    ['google-play', { packageName: 'com.acme.shop' }, { serviceAccount: 'nope' }, ['secrets.serviceAccount']],
    ['web-page', { url: 'https://ratings.example/acme', mayRead: true, review: 'div[[[' }, {}, ['options.review']],
  ])('is told when a %s is saved, at its field', async (kind, options, secrets, paths) => {
    const answer = await ops.post('/api/v1/sources', { kind, name: `Faulty ${kind}`, options, secrets }).expect(400);
    expect(faultsOf(answer)).toEqual(paths);
    expect(answer.text).not.toContain('123:abc');
  });

  it('is told with an empty name, all at once', async () => {
    const empty = { kind: 'mailbox', name: ' ', options: {}, secrets: {} };
    expect(faultsOf(await ops.post('/api/v1/sources', empty).expect(400))).toEqual([
      'name',
      'options.host',
      'options.user',
    ]);
    const { id } = await added();
    const edited = { name: '', options: { url: 'nowhere' } };
    expect(faultsOf(await edit(id, 1, edited).expect(400))).toEqual(['name', 'options.url']);
  });

  it('is told in the words of the house', async () => {
    const said = async (kind: string, options: object) => {
      const answer = await ops.post('/api/v1/sources', { kind, name: 'Faulty', options }).expect(400);
      return (answer.body as Problem).faults?.map(({ path, message }) => `${path} ${message}`);
    };
    const mailbox = { host: 'imap.example.org', port: '993' };
    expect(await said('mailbox', mailbox)).toEqual(['options.port must be a number', 'options.user is missing']);
    expect(await said('facebook', { pageId: 'shop' })).toContain('options.pageId must be the number of a page');
  });

  it('is told when options are changed, while another name is taken as before', async () => {
    const { id } = await added();
    expect(faultsOf(await edit(id, 1, { options: { url: 'http://10.0.0.5/' } }).expect(400))).toEqual(['options.url']);
    await edit(id, 1, { name: 'Renamed without a judgement' }).expect(200);
  });
});

describe('editing a source', () => {
  it('keeps secrets that are not named, replaces and forgets those that are', async () => {
    const { id } = await added({ options: { url: url(), username: 'anna' }, secrets: { password: 'one' } });
    await edit(id, 1, { name: `Renamed ${id}`, pollIntervalSeconds: 60 }).expect(200);
    expect(await secretsOf(id)).toEqual({ password: 'one' });
    await edit(id, 2, { secrets: { password: 'two' } }).expect(200);
    expect(await secretsOf(id)).toEqual({ password: 'two' });
    const answer = await edit(id, 3, { secrets: { password: null } }).expect(200);
    expect(await secretsOf(id)).toBeNull();
    expect(SourceDetail.parse(answer.body)).toMatchObject({
      name: `Renamed ${id}`,
      pollIntervalSeconds: 60,
      version: 4,
    });
  });

  it('refuses a version that is not in force, and wants to be told one', async () => {
    const { id } = await added();
    await edit(id, 1, { pollIntervalSeconds: 60 }).expect(200);
    await edit(id, 1, { pollIntervalSeconds: 90 }).expect(412);
    await ops.patch(`/api/v1/sources/${id}`, { pollIntervalSeconds: 90 }).expect(428);
    expect((await stored(id)).pollIntervalSeconds).toBe(60);
  });

  it('does not send a kept secret to another place', async () => {
    const { id } = await added({ options: { url: url(), username: 'anna' }, secrets: { password: 'kept' } });
    const elsewhere = { options: { url: `${server.origin}/thief`, username: 'anna' } };
    server.serve('/thief', FEED);
    const before = server.seen.length;
    expect(faultsOf(await edit(id, 1, elsewhere).expect(400))).toEqual(['secrets.password']);
    const checked = await ops.post(`/api/v1/sources/${id}/check`, elsewhere).expect(400);
    expect(faultsOf(checked)).toEqual(['secrets.password']);
    expect(server.seen.length).toBe(before);
    await edit(id, 1, { ...elsewhere, secrets: { password: 'entered again' } }).expect(200);
  });

  it('reads another place from its beginning, and ends the poll that reads the old one', async () => {
    const { id } = await added();
    const sources = api.dataSource.getRepository(SourceEntity);
    const running = { leaseHolder: 'worker', leasedUntil: new Date('2100-01-01'), cursor: { at: 7 } };
    await sources.update(id, running);
    await edit(id, 1, { pollIntervalSeconds: 60 }).expect(200);
    expect(await stored(id)).toMatchObject({ cursor: { at: 7 }, leaseHolder: 'worker' });
    await edit(id, 2, { options: { url: `${server.origin}/feed2` } }).expect(200);
    expect(await stored(id)).toMatchObject({ cursor: null, leaseHolder: null });
  });

  it('checks what is saved with its secrets', async () => {
    const { id } = await added({ options: { url: url(), username: 'anna' }, secrets: { password: 'kept' } });
    const answer = await ops.post(`/api/v1/sources/${id}/check`).expect(200);
    expect(SourceCheckView.parse(answer.body).ok).toBe(true);
    expect(server.seen.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('anna:kept').toString('base64')}`);
  });

  it('leaves what a file configures to the file', async () => {
    const { id } = await added();
    await api.dataSource.getRepository(SourceEntity).update(id, { provisionedBy: 'config/sources.yaml' });
    for (const answer of [
      await edit(id, 1, { name: 'Other' }),
      await ops.delete(`/api/v1/sources/${id}?messages=keep`).set('If-Match', '"1"'),
    ]) {
      expect(answer.status).toBe(409);
      expect((answer.body as Problem).detail).toContain('config/sources.yaml');
    }
  });
});

describe('a backfill', () => {
  it('reads from a day on, at once, and tells how it goes', async () => {
    const { id } = await added();
    const before = await ops.get(`/api/v1/sources/${id}/backfill`).expect(200);
    expect(BackfillAnswer.parse(before.body).backfill).toBeNull();
    const answer = await ops.post(`/api/v1/sources/${id}/backfill`, { from: '2026-01-31' }).expect(200);
    expect(BackfillAnswer.parse(answer.body).backfill).toMatchObject({
      from: '2026-01-31T00:00:00.000Z',
      state: 'waiting',
      ledger: { seen: 0 },
    });
    expect(await stored(id)).toMatchObject({ cursor: null, readSince: null, backfillFrom: new Date('2026-01-31') });
    await api.dataSource.query(
      `insert into polls (source_id, started_at, finished_at, outcome, seen, stored, duplicate)
       values ($1, now() + interval '1 second', now(), 'succeeded', 5, 2, 3),
              ($1, now() + interval '2 seconds', now(), 'succeeded', 9, 9, 0)`,
      [id],
    );
    const after = BackfillAnswer.parse((await ops.get(`/api/v1/sources/${id}/backfill`)).body).backfill;
    expect(after).toMatchObject({ state: 'done', ledger: { seen: 5, stored: 2, duplicate: 3 } });
    expect(after?.missing).toEqual({ messages: 0, earliest: null, latest: null });
    const ahead = await ops.post(`/api/v1/sources/${id}/backfill`, { from: '2999-01-01' }).expect(400);
    expect(faultsOf(ahead)).toEqual(['from']);
  });

  it('is not for what is brought to us', async () => {
    const { id } = await added({ kind: 'by-hand', options: {} });
    await ops.post(`/api/v1/sources/${id}/backfill`, { from: '2026-01-31' }).expect(409);
  });
});

describe('a copy', () => {
  it('has the secrets of the original and waits to be changed', async () => {
    const { id } = await added({ options: { url: url(), username: 'anna' }, secrets: { password: 'shared' } });
    const answer = await ops.post(`/api/v1/sources/${id}/clone`, { name: `Copy of ${id}` }).expect(201);
    const copy = SourceDetail.parse(answer.body);
    expect(copy).toMatchObject({ state: 'paused', options: { url: url(), username: 'anna' } });
    expect(copy.stateReason).toContain('A copy of');
    expect(await secretsOf(copy.id)).toEqual({ password: 'shared' });
  });
});

describe('the export', () => {
  it('is a file without secrets that names variables in their place', async () => {
    const { id, name } = await added({
      options: { url: url(), username: 'anna' },
      secrets: { password: 'top-secret' },
    });
    const variable = `${name.toUpperCase().replace(' ', '_')}_PASSWORD`;
    const yaml = await ops.get(`/api/v1/source-export?source=${id}`).expect(200);
    expect(yaml.get('Content-Disposition')).toBe('attachment; filename="sources.yaml"');
    const written = yaml.text ?? (yaml.body as Buffer).toString();
    expect(parse(written)).toEqual({
      sources: [
        {
          name,
          kind: 'feed',
          options: { url: url(), username: 'anna' },
          secrets: { password: { env: variable } },
          interval: 300,
        },
      ],
    });
    const all = await ops.get('/api/v1/source-export?format=json').expect(200);
    expect((all.body as { sources: unknown[] }).sources.length).toBeGreaterThan(1);
    expect(written + all.text).not.toContain('top-secret');
  });
});

describe('removing a source', () => {
  const remove = (id: string, messages: 'keep' | 'remove', version = 1) =>
    ops.delete(`/api/v1/sources/${id}?messages=${messages}`).set('If-Match', `"${version}"`);
  const count = async (sql: string, ...values: unknown[]) =>
    Number((await api.dataSource.query<{ n: string }[]>(`select count(*) as n from ${sql}`, values))[0]?.n);

  it('tells first what goes and what stays', async () => {
    const [{ id }, other] = [await added(), await added()];
    await insertCase(api.dataSource, { sourceId: id });
    await insertCase(api.dataSource, { sourceId: id, state: 'closed' });
    const shared = await insertCase(api.dataSource, { sourceId: id });
    const elsewhere = await insertCase(api.dataSource, { sourceId: other.id });
    await api.dataSource.query('update messages set case_id = $1 where case_id = $2', [shared, elsewhere]);
    const answer = await ops.get(`/api/v1/sources/${id}/contents`).expect(200);
    expect(SourceContentsView.parse(answer.body)).toEqual({
      messages: 3,
      openQuarantine: 0,
      ownCases: 2,
      openOwnCases: 1,
      sharedCases: 1,
    });
  });

  it('keeps its messages and cases under its name, and gives the name free', async () => {
    const { id, name } = await added({ options: { url: url(), username: 'a' }, secrets: { password: 'gone' } });
    const caseId = await insertCase(api.dataSource, { sourceId: id });
    await remove(id, 'keep').expect(204);
    await ops.get(`/api/v1/sources/${id}`).expect(404);
    const agent = await api.signedIn('agent');
    const view = await agent.get(`/api/v1/cases/${caseId}`).expect(200);
    expect(view.text).toContain(`${name} (removed `);
    expect(await stored(id)).toMatchObject({ secrets: null, options: {} });
    expect((await added({ name })).name).toBe(name);
  });

  it('takes its messages and its own cases with it; cases with messages of other sources go on', async () => {
    const [{ id }, other] = [await added(), await added()];
    const own = await insertCase(api.dataSource, { sourceId: id, customerName: 'Only Here' });
    const shared = await insertCase(api.dataSource, { sourceId: id, customerName: 'Everywhere' });
    const elsewhere = await insertCase(api.dataSource, { sourceId: other.id, subject: 'From the other source' });
    await api.dataSource.query('update messages set case_id = $1 where case_id = $2', [shared, elsewhere]);
    await api.dataSource.query('update cases set message_count = 2 where id = $1', [shared]);
    await remove(id, 'remove').expect(204);
    expect(await count('messages where source_id = $1', id)).toBe(0);
    expect(await count('sources where id = $1', id)).toBe(0);
    expect(await count('cases where id = $1', own)).toBe(0);
    expect(await count(`customers where name = 'Only Here'`)).toBe(0);
    const [kept] = await api.dataSource.query<object[]>(
      `select c.source_id, c.message_count, m.subject from cases c join messages m on m.id = c.flagged_message_id
       where c.id = $1`,
      [shared],
    );
    expect(kept).toEqual({ source_id: other.id, message_count: 1, subject: 'From the other source' });
    await ops.get(`/api/v1/cases/${shared}`).expect(200);
  });

  it('wants the version that was seen', async () => {
    const { id } = await added();
    await remove(id, 'keep', 9).expect(412);
    await ops.delete(`/api/v1/sources/${id}?messages=keep`).expect(428);
    await ops.delete(`/api/v1/sources/${id}`).set('If-Match', '"1"').expect(400);
    await ops.get(`/api/v1/sources/${id}`).expect(200);
  });
});
