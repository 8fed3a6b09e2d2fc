import { externalIdOf, MailMapper } from './mail-mapper.js';
import type { MailFacts } from './imap-session.js';
import { isOwnNotification } from './own-notification.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const FACTS: MailFacts = { uid: 5, size: 100, receivedAt: NOW, gmailId: null, place: 'imap:7/5@INBOX' };
const mapper = new MailMapper({ user: 'Anna@shop.example', ownAddresses: ['help@shop.example'] }, () => NOW);
const mail = (...headers: string[]): Uint8Array =>
  Buffer.from(
    [...headers, 'Date: Mon, 02 Mar 2026 09:30:00 +0000', 'Subject: Order', '', 'Where is it?', ''].join('\r\n'),
  );

const FORM = 'Reply-To: Olga <olga@customers.example>';

describe('what a mail becomes', () => {
  it.each([
    ['from a customer', ['From: vera@customers.example'], 'received', 'message'],
    ['in the Sent folder', ['From: somebody@shop.example'], 'sent', 'reply'],
    ['from the login name', ['From: Anna <anna@SHOP.example>'], 'received', 'reply'],
    ['from another own address', ['From: help@shop.example'], 'received', 'reply'],
    ['from an own address with a tag', ['From: help+4711@shop.example'], 'received', 'reply'],
    [
      'from an own address, to be answered there',
      ['From: help@shop.example', 'Reply-To: help+1@shop.example'],
      'received',
      'reply',
    ],
    ['of a form on the own site', ['From: help@shop.example', FORM], 'received', 'message'],
    ['in the junk folder', ['From: vera@customers.example'], 'junk', 'message'],
  ] as const)('%s', async (_what, headers, role, outcome) => {
    expect(await mapper.map(mail(...headers), FACTS, role)).toMatchObject({ outcome });
  });

  it('names the customer of a form as its author', async () => {
    const mapped = await mapper.map(mail('From: help@shop.example', FORM), FACTS, 'received');
    expect(mapped).toMatchObject({ message: { author: { address: 'olga@customers.example', name: 'Olga' } } });
  });

  it('knows an answer of ours again by its mark, in whatever copy, and believes the mark of nobody else', async () => {
    const mark = 'X-Earshot-Reply: a1b2@shop.example';
    const ours = await mapper.map(mail('From: anna@shop.example', mark), { ...FACTS, gmailId: '17' }, 'sent');
    expect(ours).toMatchObject({ outcome: 'reply', reply: { externalId: 'earshot-reply:a1b2@shop.example' } });
    const copied = await mapper.map(mail('From: vera@customers.example', mark), FACTS, 'received');
    expect(copied).toMatchObject({ outcome: 'message' });
    expect(JSON.stringify(copied)).not.toContain('earshot-reply:');
  });

  it('tags junk instead of dropping it', async () => {
    const mapped = await mapper.map(mail('From: vera@customers.example'), FACTS, 'junk');
    expect(mapped).toMatchObject({ message: { kind: 'spam' } });
  });

  it('puts what cannot be read aside with its place and its bytes', async () => {
    const raw = Buffer.from('garbage');
    const item = { externalId: 'imap:7/5@INBOX', reason: 'not-mail', raw };
    expect(await mapper.map(raw, FACTS, 'received')).toMatchObject({ outcome: 'rejected', item });
  });
});

describe('the id of a mail', () => {
  const read = {
    messageId: '<a@b>',
    contentHash: 'c0ffee',
    from: { address: 'vera@customers.example', name: null },
    sentAt: NOW,
    subject: 'Order',
    tags: [] as string[],
  };

  it('depends on what stays the same in every copy', () => {
    expect(externalIdOf(read, null)).toMatch(/^<a@b>#[0-9a-f]{12}$/);
    expect(externalIdOf({ ...read, contentHash: 'encoded anew' }, null)).toBe(externalIdOf(read, null));
    const undated = { ...read, tags: ['date-implausible'] };
    expect(externalIdOf({ ...undated, sentAt: new Date(0) }, null)).toBe(externalIdOf(undated, null));
  });

  it('differs between mails for which software repeats the Message-ID', () => {
    expect(externalIdOf({ ...read, sentAt: new Date(0) }, null)).not.toBe(externalIdOf(read, null));
    expect(externalIdOf({ ...read, subject: 'Other' }, null)).not.toBe(externalIdOf(read, null));
  });

  it("is Gmail's own where there is one, and the content where there is no Message-ID", () => {
    expect(externalIdOf(read, '1278455344230334865')).toBe('gmail:1278455344230334865');
    expect(externalIdOf({ ...read, messageId: null }, null)).toBe('sha256:c0ffee');
    expect(externalIdOf({ ...read, messageId: `<${'x'.repeat(600)}>` }, null).length).toBeLessThanOrEqual(512);
  });
});

describe('the guard against own notifications', () => {
  it.each([
    ['X-Earshot: digest\r\nSubject: x\r\n\r\nbody', true],
    ['Subject: x\nx-earshot-alert: 7\n\nbody', true],
    ['Subject: x\r\n\r\nX-Earshot: quoted in the body', false],
    ['Subject: X-Earshot: mentioned\r\n\r\nbody', false],
    ['X-Earshotish: no\r\n\r\nbody', false],
  ])('%j', (raw, own) => {
    expect(isOwnNotification(Buffer.from(raw))).toBe(own);
  });
});
