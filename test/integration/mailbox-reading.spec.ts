import { ImapFlow } from 'imapflow';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { errorOf, LIMITS, mailText, MIB, pollAll, testKit, testMailbox } from '../support/mailbox-kit.js';

// Servers start and stop here while other tests keep the machine busy.
const never = new AbortController().signal;

describeWithDovecot('reading a mailbox from Dovecot', () => {
  let server: Dovecot;
  let users = 0;
  /** A mailbox of its own for each test. */
  const newUser = (): string => `user${(users += 1)}@shop.example`;

  beforeAll(async () => {
    server = await startDovecot();
  });
  afterAll(() => server?.dispose());

  const connector = (user: string, options = {}) => testMailbox({ port: server.port, user, ...options });

  it('reads 300 mails in pages, oldest first, and then nothing more', async () => {
    const user = newUser();
    for (let i = 0; i < 300; i += 1) server.deliver(user, mailText({ id: `m${i}`, subject: `Order ${i}` }));
    const first = await pollAll(connector(user), null, { pageSize: 70 });
    expect(first.pages.map((page) => page.messages.length)).toEqual([70, 70, 70, 70, 20, 0]);
    expect(new Set(first.messages.map((message) => message.externalId)).size).toBe(300);
    expect(first.messages[0]).toMatchObject({
      channel: 'email',
      kind: 'person',
      author: { address: 'vera@customers.example', name: 'Vera Kalniņa' },
      text: 'The parcel has still not arrived.',
      sentAt: new Date('2026-03-02T09:30:00Z'),
    });
    const second = await pollAll(connector(user), first.cursor);
    expect(second.pages).toEqual([]);
  });

  it('goes on after the last stored page when it was interrupted', async () => {
    const user = newUser();
    for (let i = 0; i < 25; i += 1) server.deliver(user, mailText({ id: `m${i}` }));
    const whole = await pollAll(connector(user), null, { pageSize: 10 });
    const stored = whole.pages[0];
    const rest = await pollAll(connector(user), stored?.cursor, { pageSize: 10 });
    expect(rest.messages.map((message) => message.externalId)).toEqual(
      whole.messages.slice(10).map((message) => message.externalId),
    );
  });

  it('reads mail that somebody else has opened, and marks nothing as read itself', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'seen' }));
    server.markSeen(user);
    server.deliver(user, mailText({ id: 'unseen' }));
    expect((await pollAll(connector(user))).messages).toHaveLength(2);
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      doSTARTTLS: false,
      logger: false,
      auth: { user, pass: 'secret' },
    });
    await client.connect();
    const status = await client.status('INBOX', { unseen: true, messages: true });
    await client.logout();
    expect(status).toMatchObject({ messages: 2, unseen: 1 });
  });

  it('takes the Sent folder and mails from own addresses for answers', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'complaint' }));
    server.deliver(
      user,
      mailText({
        id: 'answer',
        from: user,
        to: 'vera@customers.example',
        headers: ['In-Reply-To: <complaint@customers.example>'],
      }),
      'Sent',
    );
    server.deliver(user, mailText({ id: 'colleague', from: 'Help <help@shop.example>', to: 'vera@customers.example' }));
    const polled = await pollAll(connector(user, { ownAddresses: ['help@shop.example'] }));
    expect(polled.messages.map((message) => message.threadId)).toEqual(['<complaint@customers.example>']);
    expect(polled.replies).toHaveLength(2);
    expect(polled.replies.find((reply) => reply.externalId.startsWith('<answer@'))).toMatchObject({
      answers: ['<complaint@customers.example>'],
      recipients: ['vera@customers.example'],
    });
  });

  it("takes a form on the company's site, sent from its own address, for the customer's message", async () => {
    const user = newUser();
    server.deliver(
      user,
      mailText({
        id: 'form',
        from: user,
        headers: ['Reply-To: Olga <olga@customers.example>'],
        text: 'Nobody answers me!',
      }),
    );
    const { messages, replies } = await pollAll(connector(user));
    expect(replies).toEqual([]);
    expect(messages).toMatchObject([{ author: { address: 'olga@customers.example' }, text: 'Nobody answers me!' }]);
  });

  it('reads several folders and gives copies of a mail one id; junk only when it is named', async () => {
    const user = newUser();
    const raw = mailText({ id: 'copy' });
    server.deliver(user, raw);
    server.deliver(user, raw, 'Shops');
    server.deliver(user, mailText({ id: 'junk' }), 'Junk');
    const two = await pollAll(connector(user, { folders: ['inbox', 'Shops'] }));
    expect(two.messages).toHaveLength(2);
    expect(new Set(two.messages.map((message) => message.externalId)).size).toBe(1);
    const junk = await pollAll(connector(user, { folders: ['Junk'], readSent: false }));
    expect(junk.messages.map((message) => message.kind)).toEqual(['spam']);
  });

  it('names the folders that exist when one does not', async () => {
    const error = await errorOf(pollAll(connector(newUser(), { folders: ['INBOX', 'Complaints'] })));
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toContain("'Complaints'");
    expect(error.advice).toContain('INBOX, Sent, Junk');
  });

  it('keeps two mails apart that carry the same Message-ID', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'fixed', subject: 'Form', date: new Date('2026-03-01T10:00:00Z') }));
    server.deliver(user, mailText({ id: 'fixed', subject: 'Form', date: new Date('2026-03-02T10:00:00Z') }));
    const { messages } = await pollAll(connector(user));
    expect(new Set(messages.map((message) => message.externalId)).size).toBe(2);
  });

  it('reads the folder again, with the same ids, when the server has renumbered it', async () => {
    const user = newUser();
    for (let i = 0; i < 5; i += 1) server.deliver(user, mailText({ id: `m${i}` }));
    const kit = testKit();
    const mailbox = testMailbox({ port: server.port, user }, kit);
    const before = await pollAll(mailbox);
    server.resetUidValidity(user);
    server.deliver(user, mailText({ id: 'new' }));
    const after = await pollAll(mailbox, before.cursor);
    expect(after.messages).toHaveLength(6);
    expect(after.messages.map((message) => message.externalId)).toEqual(
      expect.arrayContaining(before.messages.map((message) => message.externalId)),
    );
    expect(kit.logged.join()).toContain('uidvalidity-changed');
    expect((await pollAll(mailbox, after.cursor)).messages).toEqual([]);
  });

  it('starts at a date on the first reading, and later reads whatever arrives', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'old' }), 'INBOX', new Date('2020-05-05T12:00:00Z'));
    server.deliver(user, mailText({ id: 'recent' }));
    const first = await pollAll(connector(user), null, { since: new Date('2021-01-01T00:00:00Z') });
    expect(first.messages.map((message) => message.threadId)).toEqual(['<recent@customers.example>']);
    server.deliver(user, mailText({ id: 'moved' }), 'INBOX', new Date('2020-06-06T12:00:00Z'));
    const second = await pollAll(connector(user), first.cursor, { since: new Date('2021-01-01T00:00:00Z') });
    expect(second.messages.map((message) => message.threadId)).toEqual(['<moved@customers.example>']);
  });

  it('does not read old mail after a first reading that found nothing recent enough', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'old' }), 'INBOX', new Date('2020-05-05T12:00:00Z'));
    const first = await pollAll(connector(user), null, { since: new Date('2021-01-01T00:00:00Z') });
    expect(first.messages).toEqual([]);
    server.deliver(user, mailText({ id: 'new' }));
    const second = await pollAll(connector(user), first.cursor);
    expect(second.messages.map((message) => message.threadId)).toEqual(['<new@customers.example>']);
  });

  it('counts a mail that was deleted while the page was being read', async () => {
    const user = newUser();
    for (let i = 0; i < 6; i += 1) server.deliver(user, mailText({ id: `m${i}`, text: 'x'.repeat(1.5 * MIB) }));
    const reading = connector(user).poll(null, { ...LIMITS, pageSize: 2 }, never);
    const pages = reading[Symbol.asyncIterator]();
    const first = await pages.next();
    expect(first.done).toBe(false);
    expect(server.expunge(user, (raw) => raw.includes('<m5@'))).toBe(1);
    let messages = 2;
    const skipped: Record<string, number> = {};
    for (let step = await pages.next(); step.done !== true; step = await pages.next()) {
      messages += step.value.messages.length;
      Object.assign(skipped, step.value.skipped);
    }
    expect(messages).toBe(5);
    expect(skipped).toEqual({ expunged: 1 });
  });

  it('refuses a mail of 50 MB with its header, without loading it, and reads the next one', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'huge', text: `${'x'.repeat(990)}\r\n`.repeat(53_000) }));
    server.deliver(user, mailText({ id: 'small' }));
    const polled = await pollAll(connector(user));
    expect(polled.messages.map((message) => message.threadId)).toEqual(['<small@customers.example>']);
    expect(polled.rejected).toMatchObject([{ reason: 'too-large' }]);
    expect(polled.rejected[0]?.detail).toMatch(/52\d{6} bytes, at most 31457280/);
    expect(Buffer.from(polled.rejected[0]?.raw ?? []).toString()).toContain('Message-ID: <huge@customers.example>');
    expect(await server.bytesSentTo(user)).toBeLessThan(0.1 * MIB);
  });

  it('reads a mail of 20 MB whole', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'large', text: `Not good.\r\n${`${'x'.repeat(990)}\r\n`.repeat(20_000)}` }));
    const polled = await pollAll(connector(user));
    expect(polled.messages[0]?.text).toMatch(/^Not good\./);
  });

  it('puts what is no mail into quarantine with its bytes, and goes on', async () => {
    const user = newUser();
    server.deliver(user, 'this is not a mail at all\r\n');
    server.deliver(user, mailText({ id: 'good' }));
    const polled = await pollAll(connector(user));
    expect(polled.messages).toHaveLength(1);
    expect(polled.rejected).toMatchObject([{ reason: 'not-mail' }]);
    expect(polled.rejected[0]?.externalId).toMatch(/^imap:\d+\/1@INBOX$/);
    expect(Buffer.from(polled.rejected[0]?.raw ?? []).toString()).toContain('not a mail at all');
  });

  it('leaves its own notifications aside', async () => {
    const user = newUser();
    server.deliver(user, mailText({ id: 'digest', headers: ['X-Earshot-Notification: digest'] }));
    server.deliver(user, mailText({ id: 'reply', text: '> X-Earshot: quoted\r\n\r\nThank you' }));
    const polled = await pollAll(connector(user));
    expect(polled.skipped).toEqual({ 'own-notification': 1 });
    expect(polled.messages).toHaveLength(1);
  });

  it('shows the newest mails and what deserves attention before the source is saved', async () => {
    const user = newUser();
    for (let i = 0; i < 8; i += 1) server.deliver(user, mailText({ id: `m${i}`, subject: `Order ${i}` }));
    const check = await connector(user).verify(never);
    expect(check.summary).toBe('127.0.0.1: INBOX, 8 mails; Sent, 0 mails');
    expect(check.preview.map((message) => message.subject)).toEqual([
      'Order 7',
      'Order 6',
      'Order 5',
      'Order 4',
      'Order 3',
    ]);
    expect(check.warnings).toEqual(['The connection is not encrypted: password and mails travel in the clear.']);
  });

  it('says that the password is wrong, and what to do', async () => {
    const mailbox = testMailbox({ port: server.port, user: newUser() }, testKit({ password: 'wrong' }));
    const error = await errorOf(pollAll(mailbox));
    expect(error.kind).toBe('credentials_rejected');
    expect(error.advice).toContain('app password');
    expect(`${error.message} ${error.advice}`).not.toContain('wrong');
    await mailbox.close();
    await mailbox.close();
  });

  it('ends soon after it is aborted, with the reason of the abort', async () => {
    const user = newUser();
    for (let i = 0; i < 30; i += 1)
      server.deliver(user, mailText({ id: `m${i}`, text: `${'x'.repeat(70)}\r\n`.repeat(1000) }));
    const aborting = new AbortController();
    const reason = new Error('the host stops');
    const reading = (async () => {
      for await (const page of connector(user).poll(null, { ...LIMITS, pageSize: 10 }, aborting.signal))
        if (page.messages.length > 0) aborting.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });
});
