import { readMail, type OutgoingReply } from '@earshot/connector-kit';
import PostalMime from 'postal-mime';
import { composeReply, subjectOf } from './compose-reply.js';

const OPTIONS = { signature: '', quoteOriginal: false };

function reply(changed: Partial<OutgoingReply> = {}): OutgoingReply {
  return {
    externalId: 'a1b2@shop.example',
    writtenAt: new Date('2026-03-03T08:00:00Z'),
    to: 'vera@customers.example',
    subject: null,
    text: 'Paciņa pienāks rīt. Посылка придёт завтра.',
    language: 'lv',
    attachments: [],
    answers: {
      externalId: '1',
      channel: 'email',
      kind: 'person',
      author: { name: 'Vera Kalniņa', address: 'vera@customers.example', handle: null, namespace: null },
      sentAt: new Date('2026-03-02T09:30:00Z'),
      subject: 'Mans pasūtījums',
      text: 'Kur tas ir?',
      threadId: '<3@customers.example>',
      references: ['<2@shop.example>', '<1@customers.example>'],
      tags: [],
      url: null,
    },
    ...changed,
  };
}

async function header(composed: { raw: Buffer }): Promise<string> {
  return composed.raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
}

describe('composeReply', () => {
  it('stands in the thread, in its own language, from a person to one person', async () => {
    const { raw } = await composeReply(reply(), 'Klientu centrs <help@shop.example>', OPTIONS);
    const mail = await readMail(raw);
    expect(mail).toMatchObject({
      messageId: '<a1b2@shop.example>',
      inReplyTo: '<3@customers.example>',
      references: ['<3@customers.example>', '<2@shop.example>', '<1@customers.example>'],
      from: { name: 'Klientu centrs', address: 'help@shop.example' },
      to: [{ name: 'Vera Kalniņa', address: 'vera@customers.example' }],
      cc: [],
      subject: 'Re: Mans pasūtījums',
      sentAt: new Date('2026-03-03T08:00:00Z'),
      language: 'lv',
      text: 'Paciņa pienāks rīt. Посылка придёт завтра.',
      kind: 'person',
    });
    const lines = (await header({ raw })).split('\r\n');
    expect(lines).toContain('X-Earshot-Reply: a1b2@shop.example');
    expect(lines.join('\n')).not.toMatch(/^(?:bcc|auto-submitted|x-mailer|precedence):/im);
  });

  it('is the same mail on every attempt', async () => {
    const attachments = [{ name: 'a.txt', type: 'text/plain', content: new Uint8Array(1000).fill(65) }];
    const one = await composeReply(reply({ attachments }), 'help@shop.example', OPTIONS);
    const other = await composeReply(reply({ attachments }), 'help@shop.example', OPTIONS);
    expect(one.raw.equals(other.raw)).toBe(true);
  });

  it('lets nothing that was typed become a header or a second recipient', async () => {
    const evil = 'x\r\nBcc: all@example.org\r\n\r\nbody';
    const { raw, envelope } = await composeReply(
      reply({
        subject: evil,
        language: evil,
        attachments: [{ name: evil, type: evil, content: new Uint8Array([1]) }],
        answers: {
          ...reply().answers,
          author: {
            name: `${evil}" <all@example.org>, "`,
            address: 'vera@customers.example',
            handle: null,
            namespace: null,
          },
          threadId: `<${evil}>`,
          references: [evil],
        },
      }),
      'help@shop.example',
      OPTIONS,
    );
    expect(envelope).toEqual({ from: 'help@shop.example', to: 'vera@customers.example' });
    const mail = await PostalMime.parse(raw);
    expect(mail.bcc ?? []).toEqual([]);
    expect(mail.to).toHaveLength(1);
    expect(mail.to?.[0]?.address).toBe('vera@customers.example');
    expect(mail.text?.trim()).toBe(reply().text);
    expect(mail.attachments).toHaveLength(1);
  });

  it('keeps every line of the header within the limit, however long the thread', async () => {
    const references = Array.from({ length: 100 }, (_, number) => `<${'n'.repeat(300)}${number}@customers.example>`);
    const composed = await composeReply(
      reply({ subject: 'ж'.repeat(2_000), answers: { ...reply().answers, references } }),
      'help@shop.example',
      OPTIONS,
    );
    for (const line of (await header(composed)).split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    expect((await readMail(composed.raw)).references).toHaveLength(20);
  });

  it('names attachments safely, in any script', async () => {
    const attachments = [
      { name: '../Счёт №5.pdf', type: 'application/pdf', content: new Uint8Array([1, 2, 3]) },
      { name: 'Räkning.pdf', type: 'not a type', content: new Uint8Array([4]) },
    ];
    const mail = await PostalMime.parse((await composeReply(reply({ attachments }), 'help@shop.example', OPTIONS)).raw);
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Счёт №5.pdf', 'application/pdf'],
      ['Räkning.pdf', 'application/octet-stream'],
    ]);
  });

  it('writes an international domain in its ASCII form on the envelope', async () => {
    const { envelope } = await composeReply(reply({ to: 'vera@bücher.example' }), 'help@shop.example', OPTIONS);
    expect(envelope.to).toBe('vera@xn--bcher-kva.example');
  });
});

describe('subjectOf', () => {
  const of = (subject: string | null, typed: string | null = null): string =>
    subjectOf({ subject: typed, answers: { ...reply().answers, subject } });

  it.each([
    ['Order', 'Re: Order'],
    ['Re: Order', 'Re: Order'],
    ['RE: Order', 'RE: Order'],
    ['Vs: Tilaus', 'Vs: Tilaus'],
    ['AW: Bestellung', 'AW: Bestellung'],
    ['SV: Beställning', 'SV: Beställning'],
    ['Ответ: Заказ', 'Ответ: Заказ'],
    ['Re[2]: Заказ', 'Re[2]: Заказ'],
    ['Fwd: Order', 'Re: Fwd: Order'],
    ['', ''],
    [null, ''],
  ])('answers %j with %j', (subject, expected) => {
    expect(of(subject)).toBe(expected);
  });

  it('takes the one that was typed', () => {
    expect(of('Order', 'Your order of March')).toBe('Re: Your order of March');
  });
});
