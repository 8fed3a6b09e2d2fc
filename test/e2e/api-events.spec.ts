import { CHANGE_TOPICS } from '@earshot/domain';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { TestEventSource } from '../support/event-source.js';

let api: TestApi;
let client: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  client = await api.signedIn('agent');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const newCase = (): Promise<string> =>
  insertCase(api.dataSource, { sourceId, open: { answer: new Date('2026-12-01T12:00:00Z') } });

/** What a worker in another process does at the end of a page. */
async function announce(
  topics: string[],
  caseIds: string[],
  options: { notify: boolean } = { notify: true },
): Promise<void> {
  await api.dataSource.query(
    `with added as (insert into changes (topics, case_ids) values ($1::text[], $2::bigint[]) returning id)
     select case when $3 then pg_notify('earshot_change', id::text) end from added`,
    [topics, caseIds, options.notify],
  );
}

const sawCase = (source: TestEventSource, id: string) => source.events.some((event) => event.caseIds.includes(id));

describe('an open dashboard', () => {
  it('hears of what others do, whoever did it', async () => {
    const source = await TestEventSource.open(client);
    const id = await newCase();
    await client.post(`/api/v1/cases/${id}/actions/assign-to-me`, { version: 1 }).expect(200);
    await source.until(() => sawCase(source, id));
    await announce(['cases', 'sources'], ['77']);
    await source.until(() => sawCase(source, '77'));
    expect(source.events.at(-1)?.topics).toEqual(['cases', 'sources']);
    expect(source.lastEventId).toBe(source.events.at(-1)?.id);
    source.close();
  });

  it('hears of it in every process', async () => {
    const second = await startApi({ database: { url: api.database.url, drop: () => Promise.resolve() } });
    try {
      const source = await TestEventSource.open(await second.signedIn('agent', client.session.user.email));
      const id = await newCase();
      await client.post(`/api/v1/cases/${id}/actions/answered`, { version: 1 }).expect(200);
      await source.until(() => sawCase(source, id));
      source.close();
    } finally {
      await second.stop();
    }
  });

  it('catches up on what it missed while it was away, and only then goes on', async () => {
    const before = await TestEventSource.open(client);
    before.close();
    await before.ended;
    await announce(['cases'], ['501', '502']);
    await announce(['cases'], ['502', '503']);
    const after = await TestEventSource.open(client, before.lastEventId);
    await after.until(() => sawCase(after, '503'));
    expect(after.events[0]?.caseIds).toEqual(expect.arrayContaining(['501', '502', '503']));
    after.close();
  });

  it('catches up on a change whose transaction began earlier and committed later', async () => {
    const slow = api.dataSource.createQueryRunner();
    await slow.startTransaction();
    await slow.query(`insert into changes (topics, case_ids) values ('{cases}', '{601}')`);
    await announce(['cases'], ['602']);
    const before = await TestEventSource.open(client);
    before.close();
    await before.ended;
    await slow.commitTransaction();
    await slow.release();
    const after = await TestEventSource.open(client, before.lastEventId);
    await after.until(() => sawCase(after, '601'));
    after.close();
  });

  it('that was away for longer than the log remembers is told that everything may have changed', async () => {
    const source = await TestEventSource.open(client, '123456789012345678');
    await source.until(() => source.events.length > 0);
    expect(source.events[0]).toMatchObject({ topics: [...CHANGE_TOPICS], caseIds: [], sourceIds: [] });
    source.close();
  });

  it('hears of a change whose notification was lost', async () => {
    const source = await TestEventSource.open(client);
    await announce(['cases'], ['701'], { notify: false });
    await source.until(() => sawCase(source, '701'));
    source.close();
  });

  it('goes on after the database has ended every connection', async () => {
    const source = await TestEventSource.open(client);
    await api.dataSource
      .query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()`)
      .catch(() => undefined);
    await announce(['cases'], ['801']).catch(() => announce(['cases'], ['801']));
    await source.until(() => sawCase(source, '801'));
    source.close();
  });

  it('gets one event for a storm of changes', async () => {
    const source = await TestEventSource.open(client);
    const ids = Array.from({ length: 300 }, (_, i) => String(9_000 + i));
    await Promise.all(ids.map((id) => announce(['cases'], [id])));
    await source.until(() => ids.every((id) => sawCase(source, id)));
    expect(source.events.length).toBeLessThan(100);
    source.close();
  });
});

describe('the stream', () => {
  it('ends with the session', async () => {
    const leaving = await api.signedIn('agent');
    const source = await TestEventSource.open(leaving);
    await leaving.delete('/api/v1/session').expect(204);
    await source.ended;
    await expect(TestEventSource.open(leaving)).rejects.toThrow('401');
  });

  it('ends when the session was ended elsewhere', async () => {
    const leaving = await api.signedIn('agent');
    const source = await TestEventSource.open(leaving);
    await api.dataSource.query('delete from sessions where user_id = $1', [leaving.session.user.id]);
    await source.ended;
  });

  it('is not for strangers', async () => {
    await expect(TestEventSource.open({ ...client, cookie: '' } as Client)).rejects.toThrow('401');
  });

  it('ends when the process stops, which does not wait for its readers', async () => {
    const other = await startApi();
    const source = await TestEventSource.open(await other.signedIn('agent'));
    await other.stop();
    await source.ended;
  });
});
