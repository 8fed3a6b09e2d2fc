import { createDataSource } from '@earshot/persistence';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runCommand, startService, type Environment, type Service } from '../support/service.js';

/** So rare that only the stream can have brought what arrives during the test. Seconds. */
const NEVER_POLLED = '86400';

describeWithDovecot('a mailbox whose server restarts during IDLE', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let dovecot: Dovecot;
  let service: Service;
  let home: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    dovecot = await startDovecot();
    home = mkdtempSync(join(tmpdir(), 'earshot-home-'));
    const environment: Environment = { DATABASE_URL: database.url, EARSHOT_HOME: home };
    dovecot.deliver('office', mail('before'));
    await runCommand(
      [
        'sources',
        'add',
        '--kind',
        'mailbox',
        '--name',
        'Office',
        '--interval',
        NEVER_POLLED,
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
    service = await startService(await freePort(), environment);
  });
  afterAll(async () => {
    await service?.kill();
    await dataSource?.destroy();
    await dovecot?.dispose();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  const subjects = async () =>
    (await dataSource.query<{ subject: string }[]>('select subject from messages order by id')).map(
      (row) => row.subject,
    );
  /** Delivers until one comes through at once: the stream may just be opening. */
  async function arrivesByPush(name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      dovecot.deliver('office', mail(`${name} ${attempt}`));
      try {
        await eventually(async () => expect(await subjects()).toContain(`${name} ${attempt}`), 3_000);
        return;
      } catch (error) {
        if (attempt === 20) throw error;
      }
    }
  }

  it('goes on being told of new mail at once', async () => {
    await eventually(async () => expect(await subjects()).toContain('before'));
    await arrivesByPush('while idle');
    await dovecot.stop();
    await dovecot.start();
    await arrivesByPush('after the restart');
    const all = await subjects();
    expect(new Set(all).size).toBe(all.length);
    expect(await dataSource.query('select state from sources')).toEqual([{ state: 'healthy' }]);
  }, 120_000);
});

function mail(subject: string): string {
  const id = subject.replaceAll(' ', '-');
  return [
    `Message-ID: <${id}@customers.example>`,
    'From: Aino <aino@customers.example>',
    `Date: ${new Date().toUTCString()}`,
    `Subject: ${subject}`,
    '',
    'When will the payment be made???',
    '',
  ].join('\r\n');
}
