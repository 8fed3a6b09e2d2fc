import type { OutgoingReply } from '@earshot/connector-kit';
import { MailboxConnector } from '../../libs/connectors/src/mailbox/mailbox-connector.js';
import { mailboxOptions } from '../../libs/connectors/src/mailbox/mailbox-options.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { mailText, pollAll, testKit } from '../support/mailbox-kit.js';

const signal = new AbortController().signal;

describeWithDovecot('the copy of a reply', () => {
  let dovecot: Dovecot;
  let mailServer: MailServer;
  let user = 0;
  beforeAll(async () => {
    dovecot = await startDovecot();
    mailServer = await startMailServer();
  });
  afterAll(async () => {
    await mailServer?.close();
    await dovecot?.dispose();
  });

  function mailbox(changed: object = {}): { connector: MailboxConnector; name: string } {
    const name = `anna${(user += 1)}`;
    const options = mailboxOptions.parse({
      host: dovecot.host,
      port: dovecot.port,
      security: 'none',
      user: name,
      smtp: { host: '127.0.0.1', port: mailServer.port, security: 'none', anonymous: true, from: 'anna@shop.example' },
      ...changed,
    });
    return { connector: new MailboxConnector(options, testKit()), name };
  }

  async function answered(connector: MailboxConnector, name: string): Promise<OutgoingReply> {
    dovecot.deliver(name, mailText({ id: 'q1', subject: 'Pasūtījums', text: 'Kur tas ir?' }));
    const { messages } = await pollAll(connector);
    const [message] = messages;
    if (message === undefined) throw new Error('the question was not read');
    return {
      externalId: `a-${name}@shop.example`,
      writtenAt: new Date('2026-03-03T08:00:00Z'),
      answers: message,
      to: message.author.address ?? '',
      subject: null,
      text: 'Paciņa pienāks rīt.',
      language: 'lv',
      attachments: [{ name: 'kvīts.txt', type: 'text/plain', content: Buffer.from('kvīts') }],
    };
  }

  it('stands in the Sent folder once, read, and is seen as our answer to the customer', async () => {
    const { connector, name } = mailbox();
    const outgoing = await answered(connector, name);
    const receipt = await connector.reply(outgoing, signal);
    expect(await connector.findReply(outgoing, signal)).toBeNull();
    await connector.keepReply(outgoing, signal);
    await connector.keepReply(outgoing, signal);
    expect(dovecot.flags(name, 'Sent')).toEqual(['S']);
    expect(await connector.findReply(outgoing, signal)).toMatchObject({ externalId: receipt.externalId });

    const { replies, messages } = await pollAll(connector);
    expect(messages).toHaveLength(1);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({
      externalId: receipt.externalId,
      threadId: receipt.threadId,
      answers: ['<q1@customers.example>'],
      automatic: false,
      recipients: ['vera@customers.example'],
      text: 'Paciņa pienāks rīt.',
    });
  });

  it('is known by its mark where the provider gave the mail another Message-ID', async () => {
    const { connector, name } = mailbox();
    const outgoing = await answered(connector, name);
    const copy = mailText({
      id: 'rewritten-by-provider',
      from: 'anna@shop.example',
      to: 'vera@customers.example',
      headers: [`X-Earshot-Reply: ${outgoing.externalId}`, 'In-Reply-To: <q1@customers.example>'],
    });
    dovecot.deliver(name, copy, 'Sent');
    expect(await connector.findReply(outgoing, signal)).not.toBeNull();
    await connector.keepReply(outgoing, signal);
    expect(dovecot.flags(name, 'Sent')).toHaveLength(1);
    const { replies } = await pollAll(connector);
    expect(replies).toMatchObject([
      { externalId: `earshot-reply:${outgoing.externalId}`, threadId: '<rewritten-by-provider@customers.example>' },
    ]);
  });

  it('is preceded by a check of the mailbox that tells what would keep an answer from going out', async () => {
    const before = mailServer.mails.length;
    expect((await mailbox().connector.verify(signal)).warnings.join()).not.toContain('Answers cannot be sent');
    const smtp = {
      host: '127.0.0.1',
      port: mailServer.port,
      security: 'starttls',
      anonymous: true,
      from: 'a@b.example',
    };
    expect((await mailbox({ smtp }).connector.verify(signal)).warnings.join()).toContain(
      'Answers cannot be sent: 127.0.0.1',
    );
    const unnamed = { ...smtp, security: 'none', from: null };
    expect((await mailbox({ smtp: unnamed }).connector.verify(signal)).warnings.join()).toContain('smtp.from');
    expect(mailServer.mails).toHaveLength(before);
  });

  it('is left to the provider where the house says so', async () => {
    const { connector, name } = mailbox({ keepSent: 'never' });
    const outgoing = await answered(connector, name);
    await connector.keepReply(outgoing, signal);
    expect(await connector.findReply(outgoing, signal)).toBeNull();
  });
});
