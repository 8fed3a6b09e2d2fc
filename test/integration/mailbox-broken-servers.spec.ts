import { errorOf, LIMITS, MIB, pollAll, testKit, testMailbox } from '../support/mailbox-kit.js';
import {
  SCRIPTED_MAIL,
  startScriptedImapServer,
  type ImapScript,
  type ScriptedImapServer,
} from '../support/scripted-imap-server.js';

// Servers start and stop here while other tests keep the machine busy.
describe('servers that misbehave', () => {
  let server: ScriptedImapServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  const start = async (script: ImapScript, greeting?: string | null): Promise<number> => {
    server = await startScriptedImapServer(script, greeting);
    return server.port;
  };
  const normal: ImapScript = (_command, connection) => connection.answerNormally();
  const at = (port: number, timings = {}, options = {}) => testMailbox({ port, ...options }, testKit(), timings);

  it('reads from one that behaves', async () => {
    const polled = await pollAll(at(await start(normal)));
    expect(polled.messages.map((message) => message.text)).toEqual(Array(3).fill('It is broken.'));
    expect(polled.cursor).toEqual({
      folders: { INBOX: { uidValidity: '7', lastUid: '3', highestModseq: null, startingAt: null } },
    });
  });

  it.each([
    ['says nothing', null],
    ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
    ['sends noise', '\u0000\u0001\u0002 {99999999999}\r\n'],
  ])('is not reached when it %s', async (_what, greeting) => {
    const error = await errorOf(pollAll(at(await start(normal, greeting), { greetingMs: 300 })));
    expect(error.kind).toMatch(/^(unreachable|unreadable)$/);
  });

  it('is not reached when it goes away during the login', async () => {
    const port = await start((command, connection) => {
      if (command.name === 'CREDENTIALS' || command.name === 'AUTHENTICATE') connection.cut();
      else connection.answerNormally();
    });
    expect((await errorOf(pollAll(at(port)))).kind).toBe('unreachable');
  });

  it('is not reached when the login never ends', async () => {
    const port = await start((command, connection) => {
      if (command.name !== 'CREDENTIALS' && command.name !== 'AUTHENTICATE') connection.answerNormally();
    });
    expect((await errorOf(pollAll(at(port, { loginMs: 300 })))).kind).toBe('unreachable');
  });

  it('is not reached when it stops answering', async () => {
    const port = await start((command, connection) => {
      if (command.name !== 'UID SEARCH') connection.answerNormally();
    });
    expect((await errorOf(pollAll(at(port, { silenceMs: 300 })))).kind).toBe('unreachable');
  });

  it.each([
    ['[UNAVAILABLE] Temporary authentication failure', 'unreachable'],
    ['[AUTHENTICATIONFAILED] Invalid credentials', 'credentials_rejected'],
    ['LOGIN failed', 'credentials_rejected'],
    ['[LIMIT] Too many connections', 'rate_limited'],
    ['Too many simultaneous connections', 'rate_limited'],
    ['[ALERT] Account exceeded command or bandwidth limits', 'rate_limited'],
    ['[INUSE] Mailbox is locked', 'unreachable'],
  ])('refusing a login with "%s" is %s', async (words, kind) => {
    const port = await start((command, connection) => {
      if (command.name === 'CREDENTIALS' || command.name === 'AUTHENTICATE')
        connection.send(`${command.tag} NO ${words}\r\n`);
      else connection.answerNormally();
    });
    expect((await errorOf(pollAll(at(port)))).kind).toBe(kind);
  });

  it('loses nothing when the connection breaks in the middle of a mail', async () => {
    let broken = false;
    const port = await start((command, connection) => {
      if (command.name === 'UID FETCH' && command.rest.includes('BODY.PEEK[]') && !broken) {
        broken = true;
        connection.send(`* 1 FETCH (UID 1 BODY[]<0> {5000}\r\n${SCRIPTED_MAIL}`);
        setTimeout(() => connection.cut(), 50);
      } else connection.answerNormally();
    });
    const mailbox = at(port);
    expect((await errorOf(pollAll(mailbox))).kind).toBe('unreachable');
    expect((await pollAll(mailbox)).messages).toHaveLength(3);
  });

  it('ends when it is aborted while the server keeps silent', async () => {
    const aborting = new AbortController();
    const port = await start((command, connection) => {
      if (command.name === 'UID SEARCH') aborting.abort(new Error('stop'));
      else connection.answerNormally();
    });
    await expect(pollAll(at(port), null, {}, aborting.signal)).rejects.toThrow('stop');
  });

  it('ends when the connector is closed while the server keeps silent', async () => {
    let mailbox = at(1);
    const port = await start((command, connection) => {
      if (command.name === 'UID SEARCH') void mailbox.close();
      else connection.answerNormally();
    });
    mailbox = at(port);
    expect((await errorOf(pollAll(mailbox))).kind).toBe('unreachable');
  });

  it('keeps one mail that the server cannot serve from blocking the others', async () => {
    const port = await start((command, connection) => {
      const uids = (command.rest.split(' ')[0] ?? '').split(',');
      const damaged = command.name === 'UID FETCH' && command.rest.includes('BODY.PEEK[]') && uids.includes('2');
      if (damaged) connection.send(`${command.tag} NO [SERVERBUG] Internal error occurred\r\n`);
      else connection.answerNormally();
    });
    const polled = await pollAll(at(port));
    expect(polled.messages).toHaveLength(2);
    expect(polled.rejected).toMatchObject([{ reason: 'not-served', externalId: 'imap:7/2@INBOX' }]);
  });

  it('passes no mail over when the server serves none at all', async () => {
    const port = await start((command, connection) => {
      const asksForMail = command.name === 'UID FETCH' && command.rest.includes('BODY.PEEK[]');
      if (asksForMail) connection.send(`${command.tag} NO [SERVERBUG] Internal error occurred\r\n`);
      else connection.answerNormally();
    });
    const error = await errorOf(pollAll(at(port)));
    expect(error).toMatchObject({
      kind: 'unreadable',
      message: 'The server lists 3 new mails and serves none of them',
    });
  });

  it('does not take a mail for deleted that the server merely left out of its answer', async () => {
    const port = await start((command, connection) => {
      const rest = command.name === 'UID FETCH' ? command.rest.replace(/^1,2,3 /, '1,3 ') : command.rest;
      if (command.name === 'UID FETCH' && /^2 /.test(rest)) connection.send(`${command.tag} OK done\r\n`);
      else if (rest !== command.rest) connection.send(answerFor(command.tag, [1, 3], rest.includes('BODY.PEEK[]')));
      else connection.answerNormally();
    });
    const polled = await pollAll(at(port));
    expect(polled.messages).toHaveLength(2);
    expect(polled.rejected).toMatchObject([{ reason: 'not-served', externalId: 'imap:7/2@INBOX' }]);
    expect(polled.skipped).toEqual({});
  });

  it('does not read the last mail again because "4:*" names it', async () => {
    const port = await start((command, connection) => {
      if (command.name === 'EXAMINE')
        connection.send(
          `* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 9] n\r\n${command.tag} OK [READ-ONLY] done\r\n`,
        );
      else if (command.name === 'UID SEARCH') connection.send(`* SEARCH 3\r\n${command.tag} OK done\r\n`);
      else connection.answerNormally();
    });
    const cursor = { folders: { INBOX: { uidValidity: '7', lastUid: '3', highestModseq: null, startingAt: null } } };
    expect((await pollAll(at(port), cursor)).messages).toEqual([]);
  });

  it('reads the folder again when the server has gone back to an older state', async () => {
    const cursor = { folders: { INBOX: { uidValidity: '7', lastUid: '50', highestModseq: null, startingAt: null } } };
    const polled = await pollAll(at(await start(normal)), cursor);
    expect(polled.messages).toHaveLength(3);
    expect(polled.cursor?.folders['INBOX']?.lastUid).toBe('3');
  });

  it('is not misled by a wrong size into loading a mail that is too large', async () => {
    const large = `${SCRIPTED_MAIL}${'x'.repeat(3 * MIB)}`;
    const port = await start((command, connection) => {
      const asked = /BODY\.PEEK\[\]<0\.(\d+)>/.exec(command.rest)?.[1];
      const cut = large.slice(0, Number(asked));
      if (asked === undefined) connection.answerNormally();
      else if (/^[12,]*3/.test(command.rest))
        connection.send(
          `* 3 FETCH (UID 3 BODY[]<0> {${cut.length}}\r\n${cut})\r\n${answerFor(command.tag, command.rest.startsWith('1') ? [1, 2] : [], true)}`,
        );
      else connection.answerNormally();
    });
    const refused = await pollAll(at(port), null, { ...LIMITS, maxItemBytes: 2.5 * MIB });
    expect(refused.messages).toHaveLength(2);
    expect(refused.rejected).toMatchObject([{ reason: 'too-large' }]);
    const read = await pollAll(at(port), null, { ...LIMITS, maxItemBytes: 4 * MIB });
    expect(read.messages).toHaveLength(3);
  });

  it('refuses a connection that it was told to encrypt when the server cannot', async () => {
    const error = await errorOf(pollAll(at(await start(normal), {}, { security: 'starttls' })));
    expect(error.kind).toBe('misconfigured');
    expect(error.advice).toContain('993');
  });

  it('is not reached when nobody listens', async () => {
    const port = await start(normal);
    await server?.stop();
    expect((await errorOf(pollAll(at(port)))).kind).toBe('unreachable');
  });
});

function answerFor(tag: string, uids: readonly number[], withSource: boolean): string {
  const lines = uids.map((uid) => {
    const source = withSource ? ` BODY[]<0> {${SCRIPTED_MAIL.length}}\r\n${SCRIPTED_MAIL}` : '';
    return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${SCRIPTED_MAIL.length}${source})\r\n`;
  });
  return `${lines.join('')}${tag} OK done\r\n`;
}
