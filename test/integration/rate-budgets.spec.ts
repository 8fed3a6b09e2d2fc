import { GuardedHttpClient, AddressGuard, type BudgetLimit } from '@earshot/connector-kit';
import { BudgetSpent } from '@earshot/domain';
import { BudgetedHttpClient, SourceBudget, type BudgetHolder } from '@earshot/intake';
import { createDataSource, PostgresBudgetBook, SourceEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { HttpServer } from '../support/http-server.js';

const never = new AbortController().signal;
const HOUSE: BudgetLimit = { name: 'requests', scope: 'host', amount: 1_000, window: 3_600 };
const limit = (given: Partial<BudgetLimit> = {}): BudgetLimit => ({
  name: 'posts read',
  scope: 'credential',
  amount: 100,
  window: 'month',
  ...given,
});

describe('rate budgets', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let names = 0;
  let now: Date;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 10 }).initialize();
  });
  beforeEach(() => {
    now = new Date('2026-03-02T12:00:10Z');
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  async function holder(given: Partial<BudgetHolder> = {}): Promise<BudgetHolder> {
    names += 1;
    const { id } = await dataSource
      .getRepository(SourceEntity)
      .save({ kind: 'feed', name: `Source ${names}`, options: {}, pollIntervalSeconds: 60 });
    return { sourceId: id, credential: `key ${names}`, limits: [], isLimitedByPath: false, ...given };
  }
  /** Each with a book of its own, as two workers have it. */
  const budgetOf = (whose: BudgetHolder, perHost = HOUSE): SourceBudget =>
    new SourceBudget(new PostgresBudgetBook(dataSource), whose, perHost, () => now);

  it('are never exceeded by workers that spend at the same moment', async () => {
    const whose = await holder();
    const workers = Array.from({ length: 10 }, () => budgetOf(whose));
    const spent = await Promise.allSettled(
      workers.flatMap((worker) => Array.from({ length: 15 }, () => worker.spend(limit(), 1, never))),
    );
    expect(spent.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    expect(await budgetOf(whose).standing(limit())).toEqual({ left: 0, resetsAt: new Date('2026-04-01T00:00:00Z') });
  });

  it('say until when they are spent, and are whole again after it', async () => {
    const whose = await holder();
    await budgetOf(whose).spend(limit(), 100, never);
    const refused = budgetOf(whose).spend(limit(), 1, never);
    await expect(refused).rejects.toBeInstanceOf(BudgetSpent);
    await expect(refused).rejects.toMatchObject({
      message: 'The budget of 100 posts read a month with these credentials is spent until 2026-04-01T00:00:00.000Z',
      retryAt: new Date('2026-04-01T00:00:00Z'),
    });
    now = new Date('2026-04-01T00:00:01Z');
    await budgetOf(whose).spend(limit(), 60, never);
    expect(await budgetOf(whose).standing(limit())).toMatchObject({ left: 40 });
  });

  it('are shared by sources with the same credentials and by nobody else', async () => {
    const [one, two, other] = [
      await holder({ credential: 'shared' }),
      await holder({ credential: 'shared' }),
      await holder(),
    ];
    await budgetOf(one).spend(limit(), 70, never);
    await expect(budgetOf(two).spend(limit(), 31, never)).rejects.toBeInstanceOf(BudgetSpent);
    await budgetOf(other).spend(limit(), 100, never);
    await budgetOf(one).spend(limit({ scope: 'source' }), 100, never);
    await budgetOf(two).spend(limit({ scope: 'source' }), 100, never);
  });

  it('take back what was not needed', async () => {
    const whose = await holder();
    await budgetOf(whose).spend(limit(), 100, never);
    await budgetOf(whose).giveBack(limit(), 30);
    expect(await budgetOf(whose).standing(limit())).toMatchObject({ left: 30 });
  });

  it('never grant more than there can be', async () => {
    const whose = await holder();
    await expect(budgetOf(whose).spend(limit({ window: 1 }), 101, never)).rejects.toBeInstanceOf(BudgetSpent);
  });

  it('take from all or from none', async () => {
    const tight = limit({ name: 'requests', amount: 1, window: 3_600 });
    const wide = limit({ name: 'requests a day', amount: 50, window: 'day' });
    const whose = await holder({ limits: [tight, wide] });
    const url = new URL('https://api.example.org/v1/things');
    await budgetOf(whose).request(url, never);
    await expect(budgetOf(whose).request(url, never)).rejects.toBeInstanceOf(BudgetSpent);
    expect(await budgetOf(whose).standing(wide)).toMatchObject({ left: 49 });
  });

  describe('of requests', () => {
    let server: HttpServer;
    let headers: Record<string, string>;
    let status: number;
    let asked: number;

    beforeEach(async () => {
      headers = {};
      status = 200;
      asked = 0;
      server = await HttpServer.start();
      server.instead = (_request, response) => {
        asked += 1;
        response.writeHead(status, headers).end('{}');
      };
    });
    afterEach(() => server.stop());

    const clientOf = (whose: BudgetHolder, perHost = HOUSE): BudgetedHttpClient =>
      new BudgetedHttpClient(
        new GuardedHttpClient(new AddressGuard([server.host]), { now: () => now }),
        budgetOf(whose, perHost),
        () => now,
      );

    it('are one account for every source of a host', async () => {
      const perHost: BudgetLimit = { ...HOUSE, amount: 3 };
      for (let n = 0; n < 3; n += 1) await clientOf(await holder(), perHost).request(`${server.origin}/feed`);
      await expect(clientOf(await holder(), perHost).request(`${server.origin}/feed`)).rejects.toMatchObject({
        message: `The budget of 3 requests an hour to ${server.host} is spent until 2026-03-02T13:00:00.000Z`,
      });
      expect(asked).toBe(3);
    });

    it('follow what the service says is left, for everybody with the same credentials', async () => {
      headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '300' };
      const [one, two] = [await holder({ credential: 'told' }), await holder({ credential: 'told' })];
      await clientOf(one).request(server.origin);
      await clientOf(two).request(server.origin);
      headers = {};
      const refused = clientOf(one).request(server.origin);
      await expect(refused).rejects.toBeInstanceOf(BudgetSpent);
      await expect(refused).rejects.toMatchObject({ retryAt: new Date('2026-03-02T12:05:10Z') });
      expect(asked).toBe(2);
      await clientOf(await holder()).request(server.origin);
      now = new Date('2026-03-02T12:05:11Z');
      await clientOf(one).request(server.origin);
    });

    it('end for all when the service says that there were too many', async () => {
      [status, headers] = [429, { 'retry-after': '120' }];
      const [one, two] = [await holder({ credential: 'many' }), await holder({ credential: 'many' })];
      await expect(clientOf(one).request(server.origin)).rejects.toMatchObject({ kind: 'rate_limited' });
      await expect(clientOf(two).request(server.origin)).rejects.toBeInstanceOf(BudgetSpent);
      expect(asked).toBe(1);
    });

    it('end for one path alone where the service limits each by itself', async () => {
      [status, headers] = [429, { 'retry-after': '120' }];
      const whose = await holder({ isLimitedByPath: true });
      await expect(clientOf(whose).request(`${server.origin}/users/42/mentions`)).rejects.toMatchObject({
        kind: 'rate_limited',
      });
      status = 200;
      await clientOf(whose).request(`${server.origin}/search`);
      await expect(clientOf(whose).request(`${server.origin}/users/77/mentions`)).rejects.toBeInstanceOf(BudgetSpent);
    });
  });

  it('are forgotten when nobody has drawn on them for long, and begin anew', async () => {
    const whose = await holder();
    const book = new PostgresBudgetBook(dataSource);
    const budget = new SourceBudget(book, whose, HOUSE, () => now);
    await budget.spend(limit({ window: 60 }), 100, never);
    await book.forget(new Date('2026-03-03T00:00:00Z'));
    now = new Date('2026-03-03T00:00:01Z');
    await budget.spend(limit({ window: 60 }), 100, never);
    await expect(budget.spend(limit({ window: 60 }), 1, never)).rejects.toBeInstanceOf(BudgetSpent);
  });
});
