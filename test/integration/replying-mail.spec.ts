import { readMail, type OutgoingReply } from '@earshot/connector-kit';
import { ReplyError } from '@earshot/domain';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SMTPServerOptions } from 'smtp-server';
import { MailboxConnector } from '../../libs/connectors/src/mailbox/mailbox-connector.js';
import { mailboxOptions } from '../../libs/connectors/src/mailbox/mailbox-options.js';
import { SESSION_TIMINGS } from '../../libs/connectors/src/mailbox/session-limits.js';
import { SMTP_TIMINGS, type SmtpTimings } from '../../libs/connectors/src/mailbox/replying/smtp-delivery.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { errorOf, TEST_HOST, testKit } from '../support/mailbox-kit.js';
import { startOAuthServer, type OAuthServer } from '../support/oauth-server.js';
import { startScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp-server.js';
import { createCertificates, type TestCertificates } from '../support/test-certificates.js';

const signal = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(options: SMTPServerOptions = {}): Promise<MailServer> {
  const started = await startMailServer(options);
  closing.push(() => started.close());
  return started;
}

async function scripted(...script: Parameters<typeof startScriptedSmtp>): Promise<ScriptedSmtp> {
  const started = await startScriptedSmtp(...script);
  closing.push(() => started.close());
  return started;
}

interface Sender {
  readonly smtp?: object;
  readonly options?: object;
  readonly kit?: ReturnType<typeof testKit>;
  readonly timings?: Partial<SmtpTimings>;
}

function mailbox(
  port: number,
  { smtp = {}, options = {}, kit = testKit(), timings = {} }: Sender = {},
): MailboxConnector {
  const parsed = mailboxOptions.parse({
    host: '127.0.0.1',
    security: 'none',
    user: 'help@shop.example',
    smtp: { host: '127.0.0.1', port, security: 'none', anonymous: true, ...smtp },
    ...options,
  });
  return new MailboxConnector(parsed, kit, SESSION_TIMINGS, { ...SMTP_TIMINGS, ...timings });
}

function reply(changed: Partial<OutgoingReply> = {}): OutgoingReply {
  return {
    externalId: `${randomBytes(8).toString('hex')}@shop.example`,
    writtenAt: new Date('2026-03-03T08:00:00Z'),
    to: 'vera@customers.example',
    subject: null,
    text: 'Rīt. Завтра. 明日。\n.\nA line with a dot alone above, and trailing space \nFrom here on all is well.',
    language: 'lv',
    attachments: [],
    answers: {
      externalId: '1',
      channel: 'email',
      kind: 'person',
      author: { name: 'Vera Kalniņa', address: 'vera@customers.example', handle: null, namespace: null },
      sentAt: new Date('2026-03-02T09:30:00Z'),
      subject: 'Mans pasūtījums ☂',
      text: 'Kur tas ir?',
      threadId: '<3@customers.example>',
      references: ['<2@shop.example>', '<1@customers.example>'],
      tags: [],
      url: null,
    },
    ...changed,
  };
}

async function failureOf(work: Promise<unknown>): Promise<ReplyError> {
  const error: unknown = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ReplyError) return error;
  throw error;
}

describe('a reply by mail', () => {
  it('arrives in the thread, letter by letter, from the mailbox to the customer alone', async () => {
    const { port, mails } = await server();
    const outgoing = reply();
    const receipt = await mailbox(port, { smtp: { from: 'Pērļu veikals <care@shop.example>' } }).reply(
      outgoing,
      signal,
    );
    expect(receipt).toMatchObject({
      externalId: `earshot-reply:${outgoing.externalId}`,
      threadId: `<${outgoing.externalId}>`,
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      messageId: `<${outgoing.externalId}>`,
      inReplyTo: '<3@customers.example>',
      references: '<1@customers.example> <2@shop.example> <3@customers.example>',
      subject: 'Re: Mans pasūtījums ☂',
      from: { name: 'Pērļu veikals', address: 'care@shop.example' },
      to: [{ name: 'Vera Kalniņa', address: 'vera@customers.example' }],
    });
    expect(mails[0]?.cc ?? []).toEqual([]);
    expect(mails[0]?.text?.replaceAll('\r\n', '\n').startsWith(outgoing.text)).toBe(true);
    expect(mails[0]?.text).toContain('> Kur tas ir?');
  });

  it('carries 10 MB and says goodbye', async () => {
    const { port, mails } = await server();
    const content = randomBytes(10 * 1024 * 1024);
    await mailbox(port).reply(
      reply({ attachments: [{ name: 'Rēķins.pdf', type: 'application/pdf', content }] }),
      signal,
    );
    const [attachment] = mails[0]?.attachments ?? [];
    expect(attachment?.filename).toBe('Rēķins.pdf');
    const received = Buffer.from(attachment?.content as ArrayBuffer);
    expect(createHash('sha256').update(received).digest('hex')).toBe(
      createHash('sha256').update(content).digest('hex'),
    );
  });

  it('goes out through the server of the house where the mailbox names none', async () => {
    const { port, mails } = await server();
    const kit = { ...testKit(), mailServer: { host: '127.0.0.1', port, secure: false, login: null } };
    await mailbox(1, { options: { smtp: null }, kit }).reply(reply(), signal);
    expect(mails[0]?.from?.address).toBe('help@shop.example');
    const error = await errorOf(mailbox(1, { options: { smtp: null } }).reply(reply(), signal));
    expect(error).toMatchObject({ kind: 'misconfigured', message: 'There is no server for outgoing mail' });
  });

  it('does not reach into the inner network', async () => {
    const error = await errorOf(mailbox(25, { smtp: { host: '10.1.2.3' } }).reply(reply(), signal));
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).toContain('is not a public address');
  });

  it('is not sent to a machine', async () => {
    const { port, mails } = await server();
    const answers = { ...reply().answers, kind: 'automatic' as const };
    expect(await failureOf(mailbox(port).reply(reply({ answers }), signal))).toMatchObject({ kind: 'refused' });
    expect(mails).toEqual([]);
  });
});

describe('a login for sending', () => {
  const withLogin = (accepts: (user: string, password: string) => boolean) =>
    server({
      authOptional: false,
      onAuth: (auth, _session, done) => {
        if (accepts(auth.username ?? '', auth.password ?? auth.accessToken ?? '')) done(null, { user: auth.username });
        else done(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }));
      },
    });

  it('is that of the mailbox, or another name with its password', async () => {
    const { port, mails } = await withLogin((user, password) => user === 'smtp-user' && password === 'secret');
    await mailbox(port, { smtp: { anonymous: false, user: 'smtp-user' } }).reply(reply(), signal);
    expect(mails).toHaveLength(1);
  });

  it('that is wrong is the owner’s matter', async () => {
    const { port, mails } = await withLogin(() => false);
    const error = await errorOf(mailbox(port, { smtp: { anonymous: false } }).reply(reply(), signal));
    expect(error.kind).toBe('credentials_rejected');
    expect(error.message).not.toContain('secret');
    expect(mails).toEqual([]);
  });
});

describe('a login by token', () => {
  const client = { clientId: 'earshot', clientSecret: 'hush', refreshToken: 'refresh-me' };
  /** Takes the tokens that the authorisation server has issued and not revoked, by XOAUTH2 alone. */
  async function tokenServers(): Promise<{ mail: MailServer; oauth: OAuthServer; used: string[] }> {
    const oauth = await startOAuthServer('help@shop.example');
    closing.push(() => oauth.stop());
    const used: string[] = [];
    const mail = await server({
      authOptional: false,
      authMethods: ['XOAUTH2'],
      onAuth: (auth, _session, done) => {
        used.push(`${auth.method} ${auth.username ?? ''} ${auth.accessToken ?? ''}`);
        if (oauth.isValid(auth.accessToken ?? '')) done(null, { user: auth.username });
        else done(null, { data: { status: '401', schemes: 'bearer' } });
      },
    });
    return { mail, oauth, used };
  }
  const sender = ({ mail, oauth }: { mail: MailServer; oauth: OAuthServer }) =>
    mailbox(mail.port, {
      smtp: { anonymous: false },
      options: { login: 'oauth2', oauth: { tokenUrl: oauth.tokenUrl, clientId: client.clientId } },
      kit: testKit({ clientSecret: client.clientSecret, refreshToken: client.refreshToken }),
    });

  it('goes to the server as XOAUTH2, with a token that is asked for once', async () => {
    const servers = await tokenServers();
    const connector = sender(servers);
    await connector.reply(reply(), signal);
    await connector.reply(reply(), signal);
    expect(servers.mail.mails).toHaveLength(2);
    expect(servers.used).toEqual(Array(2).fill('XOAUTH2 help@shop.example token-1'));
    expect(servers.oauth.requests).toHaveLength(1);
  });

  it('that the server refuses is the owner’s matter, and nothing of it is told', async () => {
    const servers = await tokenServers();
    servers.oauth.answerWith(() => ({ body: { access_token: 'forged-token', expires_in: 3600 } }));
    const error = await errorOf(sender(servers).reply(reply(), signal));
    expect(error.kind).toBe('credentials_rejected');
    expect(`${error.message} ${error.advice}`).not.toMatch(/forged-token|hush|refresh-me/);
    expect(servers.mail.mails).toEqual([]);
  });

  it('for which the provider gives no token is not tried without', async () => {
    const servers = await tokenServers();
    servers.oauth.answerWith(() => ({ status: 400, body: { error: 'invalid_grant' } }));
    expect((await errorOf(sender(servers).reply(reply(), signal))).kind).toBe('credentials_rejected');
    expect([servers.used, servers.mail.mails]).toEqual([[], []]);
  });
});

describe('a server that does not take the mail', () => {
  const answering = (at: 'onMailFrom' | 'onRcptTo', code: number, words: string) =>
    server({
      [at]: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(code, words)),
    });
  const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

  it.each([
    ['an unknown recipient', 'onRcptTo', 550, '5.1.1 <vera@customers.example>: no such user', 'refused'],
    ['a sender that is not ours', 'onMailFrom', 550, '5.7.1 not your address', 'misconfigured'],
    ['a server that wants a login', 'onRcptTo', 554, '5.7.1 Relay access denied', 'misconfigured'],
    ['greylisting', 'onRcptTo', 450, '4.2.0 Greylisted, come back later', 'rate_limited'],
    ['a full queue', 'onRcptTo', 452, '4.3.1 Insufficient system storage', 'unreachable'],
  ] as const)('%s', async (_what, at, code, words, kind) => {
    const { port, mails } = await answering(at, code, words);
    const error: unknown = await mailbox(port)
      .reply(reply(), signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind });
    expect((error as Error).message).not.toContain('vera@');
    expect(mails).toEqual([]);
  });

  it('after the whole mail has surely not taken it either', async () => {
    const mailServer = await server();
    mailServer.refuseWith(554);
    expect(await failureOf(mailbox(mailServer.port).reply(reply(), signal))).toMatchObject({ kind: 'refused' });
    mailServer.refuseWith(451);
    expect(await errorOf(mailbox(mailServer.port).reply(reply(), signal))).toMatchObject({ kind: 'rate_limited' });
  });

  it('because it is too large is told before it is sent', async () => {
    const { port } = await server({ size: 10_000 });
    const attachments = [{ name: 'a.bin', type: 'application/octet-stream', content: new Uint8Array(20_000) }];
    expect(await failureOf(mailbox(port).reply(reply({ attachments }), signal))).toMatchObject({ kind: 'refused' });
  });

  it('where nobody listens is tried again', async () => {
    const { port, close } = await scripted({});
    await close();
    expect(await errorOf(mailbox(port).reply(reply(), signal))).toMatchObject({ kind: 'unreachable' });
  });
});

describe('a connection that is lost', () => {
  it.each(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)('at %s: nothing has gone out', async (closesAt) => {
    const { port } = await scripted({ closesAt });
    expect(await errorOf(mailbox(port).reply(reply(), signal))).toMatchObject({ kind: 'unreachable' });
  });

  it('in the middle of the mail: the server must not deliver half of it', async () => {
    const { port } = await scripted({ closesAfterBytes: 1000 });
    const attachments = [{ name: 'a', type: 'text/plain', content: new Uint8Array(8 * 1024 * 1024) }];
    expect(await errorOf(mailbox(port).reply(reply({ attachments }), signal))).toMatchObject({ kind: 'unreachable' });
  });

  it('after the whole mail and before its answer: it may have arrived', async () => {
    const { port, taken } = await scripted({ closesAt: 'end of data' });
    expect(await failureOf(mailbox(port).reply(reply(), signal))).toMatchObject({ kind: 'uncertain' });
    expect(taken()).toBe(1);
  });

  it('by silence after the whole mail: it may have arrived', async () => {
    const { port } = await scripted({ silentAt: 'end of data' });
    const error = await failureOf(mailbox(port, { timings: { silenceMs: 300 } }).reply(reply(), signal));
    expect(error.kind).toBe('uncertain');
    expect(SMTP_TIMINGS.silenceMs).toBe(90_000);
  });

  it('by silence before it: nothing has gone out', async () => {
    const { port } = await scripted({ silentAt: 'RCPT' });
    const error = await errorOf(mailbox(port, { timings: { untilDataMs: 300 } }).reply(reply(), signal));
    expect(error.kind).toBe('unreachable');
  });

  it('because we were asked to stop: nothing has gone out, or nobody knows', async () => {
    const early = await scripted({ silentAt: 'RCPT' });
    const stop = new AbortController();
    const reason = new Error('the service stops');
    const sending = mailbox(early.port).reply(reply(), stop.signal);
    await early.reached;
    stop.abort(reason);
    await expect(sending).rejects.toBe(reason);

    const late = await scripted({ silentAt: 'end of data' });
    const stopLate = new AbortController();
    const sent = mailbox(late.port).reply(reply(), stopLate.signal);
    sent.catch(() => undefined);
    await late.reached;
    stopLate.abort(reason);
    expect(await failureOf(sent)).toMatchObject({ kind: 'uncertain' });
  });

  it('is told apart from what is no SMTP', async () => {
    const { port } = await scripted({ greeting: 'HTTP/1.1 200 OK' });
    expect(await errorOf(mailbox(port).reply(reply(), signal))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('an encrypted connection', () => {
  let certificates: TestCertificates;
  beforeAll(() => {
    certificates = createCertificates(TEST_HOST);
  });
  afterAll(() => certificates.remove());

  const keys = () => ({
    key: readFileSync(certificates.keyFile),
    cert: readFileSync(certificates.certificateFile),
  });
  const at = (port: number, security: string, caFile: string | null) =>
    mailbox(port, { smtp: { host: TEST_HOST, security }, options: { caFile } });

  it('is checked, from the start or by STARTTLS', async () => {
    const implicit = await server({ secure: true, ...keys() });
    await at(implicit.port, 'tls', certificates.caFile).reply(reply(), signal);
    const upgraded = await server({ disabledCommands: [], ...keys() });
    await at(upgraded.port, 'starttls', certificates.caFile).reply(reply(), signal);
    expect([implicit.mails.length, upgraded.mails.length]).toEqual([1, 1]);
  });

  it('with a certificate of nobody’s is refused', async () => {
    const { port, mails } = await server({ secure: true, ...keys() });
    const error = await errorOf(at(port, 'tls', null).reply(reply(), signal));
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).toContain('is not trusted');
    expect(mails).toEqual([]);
  });

  it('that the server does not offer is not done without', async () => {
    const { port, mails } = await server();
    const starttls = await errorOf(at(port, 'starttls', certificates.caFile).reply(reply(), signal));
    expect(starttls).toMatchObject({ kind: 'misconfigured' });
    const tls = await errorOf(at(port, 'tls', certificates.caFile).reply(reply(), signal));
    expect(tls).toMatchObject({ kind: 'misconfigured' });
    expect(mails).toEqual([]);
  });
});

describe('what the mail is to a reader', () => {
  it('is a person’s answer in its thread', async () => {
    const raw: Buffer[] = [];
    const { port } = await server({
      onData(stream, _session, done) {
        stream.on('data', (chunk: Buffer) => raw.push(chunk));
        stream.on('end', () => done());
      },
    });
    await mailbox(port, { options: { signature: 'Anna Berg\nHarbour Shop' } }).reply(
      reply({ text: 'It comes tomorrow.', language: 'en' }),
      signal,
    );
    expect(await readMail(Buffer.concat(raw))).toMatchObject({
      kind: 'person',
      text: 'It comes tomorrow.',
      signature: expect.stringContaining('Anna Berg') as unknown,
      references: ['<3@customers.example>', '<2@shop.example>', '<1@customers.example>'],
    });
  });
});
