import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { errorOf, mailText, pollAll, testKit, testMailbox, TEST_HOST } from '../support/mailbox-kit.js';
import { startOAuthServer, type OAuthServer } from '../support/oauth-server.js';
import { createCertificates, type TestCertificates } from '../support/test-certificates.js';

// Servers start and stop here while other tests keep the machine busy.
describeWithDovecot('waiting for mail', () => {
  let server: Dovecot;
  beforeAll(async () => {
    server = await startDovecot();
  });
  afterAll(() => server?.dispose());

  it('wakes up when a mail is delivered', async () => {
    server.deliver('idle', mailText({ id: 'first' }));
    const mailbox = testMailbox({ port: server.port, user: 'idle' });
    const before = await pollAll(mailbox);
    const aborting = AbortSignal.timeout(50_000);
    const waiting = mailbox.watch(aborting);
    server.deliver('idle', mailText({ id: 'second' }));
    await waiting;
    expect(aborting.aborted).toBe(false);
    expect((await pollAll(mailbox, before.cursor)).messages).toMatchObject([
      { threadId: '<second@customers.example>' },
    ]);
  });

  it('does not overlook a mail that came between the reading and the watch', async () => {
    const mailbox = testMailbox({ port: server.port, user: 'between' });
    await pollAll(mailbox);
    server.deliver('between', mailText({ id: 'between' }));
    const aborting = AbortSignal.timeout(50_000);
    await mailbox.watch(aborting);
    expect(aborting.aborted).toBe(false);
    expect((await pollAll(mailbox)).messages).toHaveLength(1);
  });

  it('hears of mail in the other folders too', async () => {
    server.deliver('others', mailText({ id: 'old' }), 'Sent');
    const mailbox = testMailbox({ port: server.port, user: 'others' }, testKit(), { statusMs: 100 });
    const before = await pollAll(mailbox);
    // Until it is heard of: the first may come before the watch has looked at the folder for the first time.
    const delivering = setInterval(() => server.deliver('others', mailText(), 'Sent'), 200);
    const aborting = AbortSignal.timeout(50_000);
    await mailbox.watch(aborting).finally(() => clearInterval(delivering));
    expect(aborting.aborted).toBe(false);
    expect((await pollAll(mailbox, before.cursor)).replies.length).toBeGreaterThan(0);
  });

  it('ends without an error when the host stops it', async () => {
    const stopping = new AbortController();
    const waiting = testMailbox({ port: server.port, user: 'stop' }).watch(stopping.signal);
    setTimeout(() => stopping.abort(), 200);
    await waiting;
  });

  it('reports the end of the connection when the server restarts, and reads on afterwards', async () => {
    const own = await startDovecot();
    try {
      own.deliver('restart', mailText({ id: 'before' }));
      const mailbox = testMailbox({ port: own.port, user: 'restart' });
      const before = await pollAll(mailbox);
      const waiting = errorOf(mailbox.watch(AbortSignal.timeout(50_000)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await own.stop();
      expect((await waiting).kind).toBe('unreachable');
      expect((await errorOf(pollAll(mailbox, before.cursor))).kind).toBe('unreachable');
      own.deliver('restart', mailText({ id: 'after' }));
      await own.start();
      const after = await pollAll(mailbox, before.cursor);
      expect(after.messages).toMatchObject([{ threadId: '<after@customers.example>' }]);
    } finally {
      await own.dispose();
    }
  });
});

describeWithDovecot('an encrypted connection', () => {
  let server: Dovecot;
  let certificates: TestCertificates;
  beforeAll(async () => {
    certificates = createCertificates(TEST_HOST);
    server = await startDovecot({ tls: certificates });
    server.deliver('tls', mailText({ id: 'secret' }));
  });
  afterAll(async () => {
    await server?.dispose();
    certificates?.remove();
  });

  it.each([
    ['tls', () => server.tlsPort],
    ['starttls', () => server.port],
  ] as const)('reads over %s when the authority is named in caFile', async (security, port) => {
    const options = { host: TEST_HOST, port: port(), security, caFile: certificates.caFile, user: 'tls' };
    expect((await pollAll(testMailbox(options))).messages).toHaveLength(1);
  });

  it.each([
    ['tls', () => server.tlsPort],
    ['starttls', () => server.port],
  ] as const)('refuses a certificate of an unknown authority over %s', async (security, port) => {
    const error = await errorOf(pollAll(testMailbox({ host: TEST_HOST, port: port(), security, user: 'tls' })));
    expect(error.kind).toBe('misconfigured');
    expect(error.advice).toContain('caFile');
  });

  it('refuses a certificate for another name', async () => {
    const options = { host: '127.0.0.1', port: server.tlsPort, caFile: certificates.caFile, user: 'tls' };
    const error = await errorOf(pollAll(testMailbox({ ...options, security: 'tls' })));
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('says so when the port does not speak TLS from the start', async () => {
    const options = { host: TEST_HOST, port: server.port, caFile: certificates.caFile, security: 'tls' as const };
    const error = await errorOf(pollAll(testMailbox(options)));
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.advice).toContain('starttls');
  });

  it('says which file is missing', async () => {
    const options = { host: TEST_HOST, port: server.tlsPort, security: 'tls' as const, caFile: '/nowhere/ca.pem' };
    expect(await errorOf(pollAll(testMailbox(options)))).toMatchObject({
      kind: 'misconfigured',
      message: 'caFile /nowhere/ca.pem cannot be read',
    });
  });
});

describeWithDovecot('a login with OAuth', () => {
  const user = 'oauth@shop.example';
  let server: Dovecot;
  let oauth: OAuthServer;
  beforeEach(async () => {
    oauth = await startOAuthServer(user);
    server = await startDovecot({ introspectionUrl: oauth.introspectionUrl });
    server.deliver(user, mailText({ id: 'first' }));
  });
  afterEach(async () => {
    await server?.dispose();
    await oauth?.stop();
  });

  const options = () => ({
    port: server.port,
    user,
    login: 'oauth2' as const,
    oauth: { tokenUrl: oauth.tokenUrl, clientId: 'earshot', grant: 'refresh_token' as const, scope: 'imap' },
  });
  const secrets = { refreshToken: 'refresh-1', clientSecret: 'client-secret' };

  it('asks for a token once and uses it until shortly before it expires', async () => {
    const mailbox = testMailbox(options(), testKit(secrets));
    expect((await pollAll(mailbox)).messages).toHaveLength(1);
    expect((await pollAll(mailbox)).messages).toHaveLength(1);
    expect(oauth.requests).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'earshot',
        client_secret: 'client-secret',
        scope: 'imap',
        refresh_token: 'refresh-1',
      },
    ]);
  });

  it('gets a new token when the server no longer accepts the kept one', async () => {
    const mailbox = testMailbox(options(), testKit(secrets));
    await pollAll(mailbox);
    oauth.revoke('token-1');
    expect((await pollAll(mailbox)).messages).toHaveLength(1);
    expect(oauth.requests).toHaveLength(2);
  });

  it('reports rejected credentials when the server refuses a fresh token', async () => {
    oauth.answerWith(() => ({ body: { access_token: 'nobody-knows-it', expires_in: 3600 } }));
    const error = await errorOf(pollAll(testMailbox(options(), testKit(secrets))));
    expect(error.kind).toBe('credentials_rejected');
    expect(error.advice).toContain('scope');
    expect(error.message).not.toContain('nobody-knows-it');
  });
});
