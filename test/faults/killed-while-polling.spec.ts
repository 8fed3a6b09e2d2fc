import { createDataSource } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runCommand, startService, type Environment, type Service } from '../support/service.js';

const MAILS = 2_000;
const KILLS = 3;

describeWithDovecot('a worker that is killed in the middle of 2,000 mails', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let dovecot: Dovecot;
  let home: string;
  let environment: Environment;
  const services: Service[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    dovecot = await startDovecot();
    home = mkdtempSync(join(tmpdir(), 'earshot-home-'));
    environment = { DATABASE_URL: database.url, EARSHOT_HOME: home, EARSHOT_POLLING_PAGE_SIZE: '50' };
    for (let number = 0; number < MAILS; number += 1) dovecot.deliver('office', mail(number));
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await dataSource?.destroy();
    await dovecot?.dispose();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  const count = async (table: string) =>
    (await dataSource.query<{ n: number }[]>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;

  it('has every mail exactly once when it is started again', async () => {
    const added = await runCommand(
      [
        'sources',
        'add',
        '--kind',
        'mailbox',
        '--name',
        'Office',
        '--interval',
        '10',
        '--secrets-stdin',
        '--set',
        'host=127.0.0.1',
        `port=${dovecot.port}`,
        'security=none',
        'user=office',
      ],
      environment,
      'password=secret\n',
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const service = await startService(await freePort(), environment);
      services.push(service);
      const before = await count('messages');
      await eventually(async () => expect(await count('messages')).toBeGreaterThan(before + 100));
      await service.kill();
      // The dead worker's lease runs out; the test does not wait for it.
      await dataSource.query('update sources set leased_until = now(), next_poll_at = now()');
    }
    expect(await count('messages')).toBeLessThan(MAILS);

    services.push(await startService(await freePort(), environment));
    await eventually(async () => expect(await count('messages')).toBe(MAILS));
    await eventually(async () =>
      expect(
        await dataSource.query(`select outcome, count(*)::int as n from polls group by outcome order by outcome`),
      ).toEqual(expect.arrayContaining([{ outcome: 'interrupted', n: KILLS }])),
    );
    expect(await dataSource.query('select count(distinct external_id)::int as n from messages')).toEqual([
      { n: MAILS },
    ]);
    expect(await count('assessments')).toBe(MAILS);
    expect(
      await dataSource.query('select sum(stored)::int as stored, sum(quarantined)::int as quarantined from polls'),
    ).toEqual([{ stored: MAILS, quarantined: 0 }]);
    // Every unhappy customer has one case with one clock, and no case is without its message.
    const [flagged] = await dataSource.query<{ n: number }[]>(
      `select count(distinct m.customer_id)::int as n from messages m join assessments a on a.message_id = m.id
       where a.verdict in ('dissatisfied', 'uncertain')`,
    );
    expect(flagged?.n).toBeGreaterThanOrEqual(MAILS / 4);
    expect(await count('cases')).toBe(flagged?.n);
    expect(await count('tasks')).toBe(flagged?.n);
    expect(await count('commitments')).toBe(flagged?.n);
  }, 300_000);
});

/** Every fourth customer is unhappy. */
function mail(number: number): string {
  const text =
    number % 4 === 0 ? 'When will the payment be made??? I am still waiting.' : 'Thank you, everything is fine.';
  return [
    `Message-ID: <mail-${number}@customers.example>`,
    `From: Customer ${number} <customer-${number}@customers.example>`,
    'To: office@harbour-bank.example',
    `Date: ${new Date(Date.now() - (MAILS - number) * 60_000).toUTCString()}`,
    `Subject: Payment ${number}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n');
}
