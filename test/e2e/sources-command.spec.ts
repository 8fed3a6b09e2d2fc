import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { runCommand } from '../support/service.js';

describeWithDovecot('earshot sources add', () => {
  let database: TestDatabase;
  let dovecot: Dovecot;
  let smtp: MailServer;
  beforeAll(async () => {
    [database, dovecot] = await Promise.all([createTestDatabase(), startDovecot()]);
    smtp = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_login, _session, done) => done(Object.assign(new Error('Bad password'), { responseCode: 535 })),
    });
  });
  afterAll(async () => {
    await smtp?.close();
    await dovecot?.dispose();
    await database?.drop();
  });

  it('tells what would keep an answer from going out, and adds what can be read', async () => {
    const options = [
      ...[`host=${dovecot.host}`, `port=${dovecot.port}`, 'security=none', 'user=help@shop.example'],
      ...[`smtp.host=${dovecot.host}`, `smtp.port=${smtp.port}`, 'smtp.security=none'],
    ];
    const { code, stdout, stderr } = await runCommand(
      ['sources', 'add', '--kind', 'mailbox', '--name', 'Care', '--secrets-stdin', '--set', ...options],
      { DATABASE_URL: database.url },
      'password=secret\n',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'Care',
      warnings: expect.arrayContaining([expect.stringContaining('Answers cannot be sent')]) as string[],
    });
  });
});
