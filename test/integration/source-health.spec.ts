import type { Connector, Page } from '@earshot/connector-kit';
import { adviceFor, BudgetSpent, ConnectorError, createWorkingCalendar, type HandOnMail } from '@earshot/domain';
import { PageStorer, SourceBudget, SourceHealthDesk, SourcePoller } from '@earshot/intake';
import {
  createDataSource,
  PostgresBudgetBook,
  PostgresPollBook,
  PostgresSourceHealthStore,
  PostgresTransactions,
  SourceEntity,
  SourceQueries,
  UserEntity,
} from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { plainClocks } from '../support/clocks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { incoming, WordAssessor } from '../support/messages.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const calendar = createWorkingCalendar(
  { name: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);

describe('the health of sources', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let ops: string;
  let now: Date;
  const mailed: string[][] = [];
  const clock = { now: () => now };
  const mail: HandOnMail = (userIds) => {
    mailed.push([...userIds]);
    return Promise.resolve();
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    const users = dataSource.getRepository(UserEntity);
    const user = (name: string, role: 'ops' | 'admin' | 'agent') =>
      users.save({ email: `${name}@shop.example`, name, role, passwordHash: 'x' });
    ops = (await user('olli', 'ops')).id;
    await user('anna', 'agent');
    await user('aada', 'admin');
    now = new Date('2026-03-02T10:00:00Z');
    mailed.length = 0;
  });
  afterEach(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  const addSource = async (given: Partial<SourceEntity> = {}): Promise<string> =>
    (
      await dataSource
        .getRepository(SourceEntity)
        .save({ kind: 'feed', name: 'Forum', options: {}, pollIntervalSeconds: 300, ...given })
    ).id;

  /** One poll that reads what the test gives it, or fails as it says. */
  async function poll(sourceId: string, end: Partial<Page<unknown>> | Error): Promise<void> {
    const connector: Connector<unknown> = {
      verify: () => Promise.reject(new Error('not part of this test')),
      async *poll() {
        if (end instanceof Error) throw end;
        yield { messages: [], replies: [], rejected: [], skipped: {}, cursor: {}, ...end };
      },
      close: () => Promise.resolve(),
    };
    const book = new PostgresPollBook(dataSource);
    const own = { addresses: [], domains: [] };
    const storer = new PageStorer(new PostgresTransactions(dataSource), new WordAssessor(), plainClocks, own);
    const settings = { pageSize: 100, maxItemBytes: 1_000_000, leaseMs: 60_000, mail };
    const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    const source = await book.claim(sourceId, 'test', now, new Date(now.getTime() + HOUR));
    if (source === null) throw new Error('the source is held by somebody');
    const poller = new SourcePoller(
      () => connector,
      storer,
      book,
      clock,
      settings,
      silent,
      () => undefined,
      () => false,
    );
    await poller.poll(source, 'test', new AbortController().signal);
  }
  const told = () =>
    dataSource.query<{ event: string; user_id: string; mail_state: string; detail: Record<string, unknown> }[]>(
      'select event, user_id, mail_state, detail from notifications order by id',
    );
  const shown = async (sourceId: string) => new SourceQueries(dataSource).detail(sourceId);
  const desk = () =>
    new SourceHealthDesk(
      new PostgresSourceHealthStore(dataSource),
      new PostgresBudgetBook(dataSource),
      () => Promise.resolve(calendar),
      clock,
      mail,
    );

  it('tells ops people of the first failure and of the recovery, once each', async () => {
    const id = await addSource();
    const away = new ConnectorError('unreachable', 'forum.example did not answer');
    await poll(id, away);
    await poll(id, away);
    await poll(id, {});
    await poll(id, {});
    const source = { id, name: 'Forum' };
    expect(await told()).toEqual([
      {
        event: 'source_trouble',
        user_id: ops,
        mail_state: 'none',
        detail: { source, reason: away.message, advice: adviceFor(away) },
      },
      { event: 'source_recovered', user_id: ops, mail_state: 'none', detail: { source } },
    ]);
    expect(mailed).toEqual([]);
  });

  it('mails when a person is needed, with what to do, and shows both apart', async () => {
    const id = await addSource();
    const advice = 'Enter it again.';
    await poll(id, new ConnectorError('credentials_rejected', 'The password was refused', { advice }));
    expect(await told()).toMatchObject([
      { event: 'source_trouble', mail_state: 'queued', detail: { reason: 'The password was refused', advice } },
    ]);
    expect(mailed).toEqual([[ops]]);
    expect(await shown(id)).toMatchObject({
      state: 'paused',
      stateReason: 'The password was refused. Enter it again.',
      health: { reason: 'The password was refused', advice },
    });
  });

  it('tells nobody of a failure that came when a person had paused the source', async () => {
    const id = await addSource({ state: 'paused', stateReason: 'Paused by Olli' });
    await poll(id, new ConnectorError('unreachable', 'forum.example did not answer'));
    expect(await told()).toEqual([]);
  });

  it('tells the administrators where there are no ops people', async () => {
    await dataSource.query(`update users set disabled_at = now() where role = 'ops'`);
    await poll(await addSource(), new ConnectorError('misconfigured', 'no such page'));
    const [{ id }] = await dataSource.query<[{ id: string }]>(`select id from users where role = 'admin'`);
    expect((await told()).map((row) => row.user_id)).toEqual([id]);
  });

  /** Two messages in each hour of six weeks of working days. */
  const sixWeeks = () =>
    Array.from({ length: 42 * 24 }, (_, n) => new Date(now.getTime() - 42 * DAY + n * HOUR)).flatMap((hour) => {
      const isOpen = hour.getUTCDay() % 6 !== 0 && hour.getUTCHours() >= 7 && hour.getUTCHours() < 15;
      return isOpen ? [incoming({ sentAt: hour, text: 'fine' }), incoming({ sentAt: hour, text: 'fine' })] : [];
    });

  it('learns the rhythm of a source, tells of its silence once, and takes it back when it is heard', async () => {
    const id = await addSource();
    now = new Date('2026-03-02T05:00:00Z');
    await poll(id, { messages: sixWeeks() });
    expect(await desk().lookForSilence()).toBe(0);
    now = new Date('2026-03-02T14:30:00Z');
    expect(await Promise.all([desk().lookForSilence(), desk().lookForSilence()])).toEqual(
      expect.arrayContaining([1, 0]) as number[],
    );
    expect(await desk().lookForSilence()).toBe(0);
    expect(await told()).toMatchObject([
      {
        event: 'source_silent',
        mail_state: 'queued',
        detail: { reason: expect.stringContaining('15 messages') as string },
      },
    ]);
    expect((await shown(id)).health.silence).toMatchObject({ since: '2026-02-27T15:00:00.000Z' });
    await poll(id, { messages: [incoming({ sentAt: now })] });
    expect((await shown(id)).health.silence).toBeNull();
    expect(await told()).toHaveLength(1);
  });

  it('announces that credentials will end a week before, once for each end', async () => {
    const id = await addSource();
    const ends = (days: number) => ({ credentialsExpireAt: new Date(now.getTime() + days * DAY) });
    await poll(id, ends(30));
    expect(await desk().lookAtCredentials()).toBe(0);
    now = new Date(now.getTime() + 24 * DAY);
    expect(await desk().lookAtCredentials()).toBe(1);
    expect(await desk().lookAtCredentials()).toBe(0);
    expect(await told()).toMatchObject([
      { event: 'credentials_expiring', detail: { expiresAt: '2026-04-01T10:00:00.000Z' } },
    ]);
    await poll(id, {});
    expect((await shown(id)).health.credentialsExpireAt).toBe('2026-04-01T10:00:00.000Z');
    await poll(id, ends(3));
    expect(await desk().lookAtCredentials()).toBe(1);
  });

  describe('held back by an allowance that others use too', () => {
    const url = new URL('https://forum.example:8443/feed');
    const house = { name: 'requests', scope: 'host', amount: 100, window: 60 } as const;
    const budgetOf = (sourceId: string, credential: string | null) =>
      new SourceBudget(
        new PostgresBudgetBook(dataSource),
        { sourceId, credential, limits: [], isLimitedByPath: false },
        house,
        clock.now,
      );
    /** What a poll of the source ends with when it asks its host. */
    const asked = async (sourceId: string, credential: string | null): Promise<Error> => {
      const spent = await budgetOf(sourceId, credential)
        .request(url, new AbortController().signal)
        .catch((error: unknown) => error);
      if (spent instanceof BudgetSpent) return spent;
      throw new Error('the host was asked');
    };

    it.each([
      ['host', null, url.host],
      ['credential', 'the same key', null],
    ])('of a %s: names it and until when, and counts it among its own', async (scope, credential, host) => {
      now = new Date();
      const until = new Date(now.getTime() + HOUR);
      const [first, second] = [await addSource(), await addSource({ name: 'Reviews' })];
      expect((await shown(second)).health.held).toBeNull();
      await budgetOf(first, credential).answered(url, {}, until);
      await poll(second, await asked(second, credential));
      const { state, health, budgets } = await shown(second);
      expect(state).toBe('healthy');
      expect(health.held).toEqual({
        until: until.toISOString(),
        reason: expect.stringContaining(`is spent until ${until.toISOString()}`) as string,
        budget: { scope, name: 'told by the service', host },
      });
      const account = { scope, name: 'told by the service', host, allowed: 1, spent: 1, resetsAt: until };
      expect(budgets).toContainEqual({ ...account, sharedBy: 2 });
      await dataSource.query('update sources set next_poll_at = now()');
      expect((await shown(second)).health.held).toBeNull();
    });

    it('is so as long as it was not read again, whatever is pushed to it meanwhile', async () => {
      now = new Date();
      const id = await addSource();
      const until = new Date(now.getTime() + HOUR);
      await poll(id, new ConnectorError('rate_limited', 'forum.example asks to wait', { retryAt: until }));
      await dataSource.query(
        `insert into polls (source_id, started_at, finished_at, outcome, delivery_id) values ($1, $2, $2, 'succeeded', 'a')`,
        [id, now],
      );
      const reason = expect.stringMatching(/^forum\.example asks to wait/) as string;
      expect((await shown(id)).health.held).toEqual({ until: until.toISOString(), reason, budget: null });
      await poll(id, {});
      expect((await shown(id)).health.held).toBeNull();
    });
  });

  it('keeps an account for each day of the house, which the database checks', async () => {
    const id = await addSource();
    // In Helsinki it is Tuesday already.
    now = new Date('2026-03-02T22:30:00Z');
    await poll(id, { messages: [incoming({ sentAt: now })], skipped: { list: 2 } });
    await poll(id, { skipped: { list: 1, spam: 1 } });
    now = new Date('2026-03-02T21:30:00Z');
    await poll(id, { rejected: [{ externalId: 'x', reason: 'unparsable', detail: 'no end', raw: null }] });
    const { days, ledger } = await shown(id);
    expect(days).toEqual([
      {
        day: '2026-03-03',
        ledger: { seen: 5, stored: 1, duplicate: 0, skipped: { list: 3, spam: 1 }, quarantined: 0 },
      },
      { day: '2026-03-02', ledger: { seen: 1, stored: 0, duplicate: 0, skipped: {}, quarantined: 1 } },
    ]);
    expect(ledger).toEqual({ seen: 6, stored: 1, duplicate: 0, skipped: { list: 3, spam: 1 }, quarantined: 1 });
    await expect(dataSource.query('update source_days set stored = stored + 1')).rejects.toThrow('source_days_ledger');
  });
});
