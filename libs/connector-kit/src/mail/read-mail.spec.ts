import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { MailRejected } from './mail-rejected.js';
import { readMail } from './read-mail.js';
import type { ReadMail, ReadMailOptions } from './read-mail-result.js';

const FIXTURES = join(__dirname, '../../../../test/fixtures/mail');
const NOW = new Date('2026-03-20T12:00:00Z');
const fixture = (name: string) => readFileSync(join(FIXTURES, `${name}.eml`));
const read = (name: string) => readMail(fixture(name), { now: NOW });

const BASE = {
  from: 'Ann Smith <Ann@Home.example>',
  to: 'support@shop.example',
  date: 'Thu, 12 Mar 2026 10:22:33 +0200',
  'message-id': '<one@home.example>',
  subject: 'Where is it?',
};

/** A mail from headers and a body; a header given as `null` is left out. */
function mail(headers: Record<string, string | null> = {}, body: string | Buffer = 'Where is my parcel?\n'): Buffer {
  const head = Object.entries({ ...BASE, ...headers })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return Buffer.concat([Buffer.from(`${head}\r\n`), Buffer.from(body)]);
}
const readOf = (headers: Record<string, string | null> = {}, body?: string | Buffer, options: ReadMailOptions = {}) =>
  readMail(mail(headers, body), { now: NOW, ...options });
const html = (body: string) => readOf({ 'content-type': 'text/html; charset=utf-8' }, body);

describe('a mail in the charset it declares, or in none', () => {
  const russian = {
    subject: 'Жалоба на доставку',
    text: 'Где мой заказ? Жду уже третью неделю!',
    signature: 'С уважением,\nИван Петров',
  };

  it.each<[string, Partial<ReadMail>]>([
    ['koi8-r', { ...russian, from: { address: 'ivan@home.example', name: 'Иван Петров' } }],
    ['windows-1251', { ...russian, from: { address: 'ivan@home.example', name: 'Иван Петров' } }],
    ['undeclared-windows-1251', russian],
    ['undeclared-koi8-r', russian],
    ['unknown-8bit', { ...russian, subject: 'Жалоба' }],
    [
      'undeclared-windows-1257',
      { text: 'Kāpēc man neviens neatbild? Gaidu jau trešo nedēļu!', signature: 'Ar cieņu,\nJānis Bērziņš' },
    ],
    [
      'undeclared-latin-1',
      { text: 'Missä pakettini on? Odotan jo kolmatta viikkoa, hyvää päivää!', signature: 'Terveisin\nMatti' },
    ],
    ['undeclared-windows-1250', { text: 'Gdzie jest moja paczka? Czekam już trzeci tydzień, żądam zwrotu pieniędzy!' }],
    ['mislabelled-utf-8', { text: 'Missä pakettini on? Odotan jo kolmatta viikkoa, hyvää päivää!' }],
    [
      'iso-2022-jp',
      {
        subject: '苦情',
        text: '荷物はどこですか。\n三週間待っています。',
        from: { address: 'taro@home.example', name: '山田太郎' },
      },
    ],
    ['gb18030', { subject: '投诉', text: '我的包裹在哪里？我已经等了三个星期。' }],
  ])('%s', async (name, expected) => {
    expect(await read(name)).toMatchObject(expected);
  });

  it.each([
    ['cp1251', 'Где посылка?', 'cp1251'],
    ['cp-1251', 'Где посылка?', 'cp1251'],
    ['x-windows-1257', 'Kāpēc?', 'cp1257'],
    ['ISO_8859-1:1987', 'Missä?', 'latin1'],
    ['nonsense', 'Где посылка, почему никто не отвечает?', 'cp1251'],
  ])('under the label %s', async (label, text, encoding) => {
    const bytes =
      encoding === 'latin1' ? Buffer.from(text, 'latin1') : (await import('iconv-lite')).encode(text, encoding);
    expect((await readOf({ 'content-type': `text/plain; charset=${label}` }, bytes)).text).toBe(text);
  });

  it('says when it had to guess', async () => {
    expect((await read('undeclared-windows-1251')).tags).toContain('charset-guessed');
    expect((await read('windows-1251')).tags).toEqual([]);
  });
});

describe('the words of a mail', () => {
  it.each<[string, Partial<ReadMail>]>([
    ['gmail-alternative', { text: 'Kur ir mana paka???\n\nGaidu jau trešo nedēļu.', html: true }],
    [
      'outlook-alternative',
      { text: 'Hei,\n\nmilloin maksu suoritetaan???', signature: 'Terveisin\nMatti Meikäläinen' },
    ],
    ['outlook-mobile', { text: 'Paket saya belum sampai, mana uang saya?', signature: 'Dapatkan Outlook untuk iOS' }],
    [
      'thunderbird-inline',
      {
        text: 'Kje je moj paket?\n\nNe, nisem ga dobil!\n\nPred tremi tedni.',
        signature: '-- \nJanez Novak'.replace(' \n', '\n'),
      },
    ],
    ['apple-mail', { text: 'Wo bleibt mein Geld?', signature: 'Von meinem iPhone gesendet' }],
    [
      'attachments',
      { text: 'The phone that I bought from you in March is broken again, see the picture.', language: 'en-GB' },
    ],
    [
      'forwarded-as-attachment',
      { text: 'Де моя посилка? Чекаю вже місяць!', signature: 'З повагою,\nОлена', tags: ['forwarded'] },
    ],
  ])('%s', async (name, expected) => {
    expect(await read(name)).toMatchObject(expected);
  });

  it('keeps what was quoted', async () => {
    const { quoted } = await read('gmail-alternative');
    expect(quoted).toBe(
      'ceturtd., 2026. g. 12. marts, plkst. 10:22 — lietotājs Veikals (<support@shop.example>) rakstīja:\n\nLabdien!\nJūsu paka ir ceļā.',
    );
  });

  it('lists attachments with their names and sizes', async () => {
    expect((await read('attachments')).attachments).toEqual([
      { name: 'rikki.jpg', type: 'image/jpeg', size: 21 },
      { name: 'kuitti päivä.pdf', type: 'application/pdf', size: 9 },
    ]);
  });

  it.each([
    ['a hidden preheader', '<div style="display: none">See it in the browser</div><p>Where is it?</p>', 'Where is it?'],
    [
      'scripts, styles and titles',
      '<head><title>T</title><style>p{}</style></head><script>x()</script><p>Where is it?</p>',
      'Where is it?',
    ],
    ['entities', '<p>Preis&nbsp;&lt;&nbsp;5&euro; &amp; gut</p>', 'Preis < 5€ & gut'],
    [
      'lists and tables',
      '<ul><li>late</li><li>broken</li></ul><table><tr><td>Order</td><td>17</td></tr></table>',
      '- late\n- broken\n\nOrder 17',
    ],
    ['line breaks', 'One<br>two<br><br>three', 'One\ntwo\n\nthree'],
    [
      'an indented paragraph',
      '<p>This:</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><p>is mine</p></blockquote>',
      'This:\n\nis mine',
    ],
    [
      'Yahoo',
      '<div>Pay!</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Thursday, Ann wrote:</div><div>Soon.</div></div>',
      'Pay!',
    ],
    [
      'Proton',
      '<div>Pay!</div><div class="protonmail_quote">On Thursday<blockquote class="protonmail_quote" type="cite">Soon.</blockquote></div>',
      'Pay!',
    ],
    [
      'GMX',
      '<div>Zahlen!</div><div name="quote" style="border-left: 2px solid"><div>Gesendet: heute</div>Bald.</div>',
      'Zahlen!',
    ],
    [
      'Outlook on the web, quoted again',
      '<div>Pay!</div><div id="x_divRplyFwdMsg"><b>From:</b> Ann</div><div>Soon.</div>',
      'Pay!',
    ],
    [
      'an answer typed into the signature',
      '<div class="gmail_signature">Where is my parcel?</div>',
      'Where is my parcel?',
    ],
    ['unclosed elements', '<div><p>Where <b>is it?', 'Where is it?'],
  ])('reads HTML with %s', async (_, body, text) => {
    expect((await html(body)).text).toBe(text);
  });

  it('reads the Gmail forward of a customer’s mail', async () => {
    const body =
      '<div dir="ltr"><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Ann</b> &lt;ann@home.example&gt;<br>Date: Thu, Mar 12, 2026<br>Subject: Broken<br>To: &lt;info@shop.example&gt;<br></div><br><br><div>It broke after a day!</div></div></div>';
    expect(await html(body)).toMatchObject({ text: 'It broke after a day!', tags: ['forwarded'] });
  });

  it('prefers the plain form to an HTML shell', async () => {
    const body =
      '--b\nContent-Type: text/plain\n\nThe parcel has not come, and it is three weeks now.\n--b\nContent-Type: text/html\n\n<img src="x">\n--b--';
    expect(await readOf({ 'content-type': 'multipart/alternative; boundary=b' }, body)).toMatchObject({
      text: 'The parcel has not come, and it is three weeks now.',
      html: false,
    });
  });

  it('says when there are none', async () => {
    expect(await readOf({ 'in-reply-to': '<a@b>' }, '> only a quote\n> of two lines')).toMatchObject({
      text: '',
      tags: ['no-own-words'],
    });
  });
});

describe('who wrote, when, in which thread', () => {
  it('reads the addresses, lower case, with their names', async () => {
    expect(
      await readOf({ to: '"Shop, Ltd" <Support@Shop.example>, Team: a@x.example, b@x.example;', cc: null }),
    ).toMatchObject({
      from: { address: 'ann@home.example', name: 'Ann Smith' },
      to: [
        { address: 'support@shop.example', name: 'Shop, Ltd' },
        { address: 'a@x.example', name: null },
        { address: 'b@x.example', name: null },
      ],
      cc: [],
    });
  });

  it('orders what it answers from the nearest on', async () => {
    const { references, inReplyTo } = await readOf({ 'in-reply-to': '<c@x>', references: '<a@x> <b@x>\r\n <c@x>' });
    expect({ references, inReplyTo }).toEqual({ references: ['<c@x>', '<b@x>', '<a@x>'], inReplyTo: '<c@x>' });
  });

  it.each([
    ['Thu, 12 Mar 2026 10:22:33 +0200', '2026-03-12T08:22:33.000Z'],
    ['Thu, 12 Mar 2026 10:22:33 +0200 (EET)', '2026-03-12T08:22:33.000Z'],
    ['12 Mar 26 10:22 GMT', '2026-03-12T10:22:00.000Z'],
    ['2026-03-12T10:22:33Z', '2026-03-12T10:22:33.000Z'],
    ['Thu, 12 Mar 2026 10:22:33', '2026-03-12T10:22:33.000Z'],
    ['Thu, 12 Mar 2026 10:22:33 EST', '2026-03-12T15:22:33.000Z'],
  ])('reads the date %s', async (date, iso) => {
    const { sentAt, tags } = await readOf({ date });
    expect({ at: sentAt?.toISOString(), tags }).toEqual({ at: iso, tags: [] });
  });

  it.each([['Thu, 01 Jan 1970 00:00:00 +0000'], ['Sun, 12 Mar 2090 10:00:00 +0000'], ['yesterday'], [null]])(
    'replaces the date %s by when it was received, and says so',
    async (date) => {
      const received =
        'from a by b; Thu, 12 Mar 2026 09:00:00 +0000\r\nreceived: from c by a; Thu, 12 Mar 2026 08:00:00 +0000';
      const byHop = await readOf({ date, received });
      expect({ at: byHop.sentAt?.toISOString(), tags: byHop.tags }).toEqual({
        at: '2026-03-12T09:00:00.000Z',
        tags: ['date-implausible'],
      });
      const internalDate = new Date('2026-03-12T07:00:00Z');
      expect((await readOf({ date }, undefined, { internalDate })).sentAt).toEqual(internalDate);
      expect((await readOf({ date })).sentAt).toBeNull();
    },
  );

  it('has a hash that does not change from copy to copy, and changes with the content', async () => {
    const one = await readOf({ 'message-id': null, received: 'from a; Thu, 12 Mar 2026 08:00:00 +0000' });
    const copy = await readOf({ 'message-id': null, 'x-spam-score': '1' });
    const other = await readOf({ 'message-id': null }, 'Another text');
    expect(one.messageId).toBeNull();
    expect(copy.contentHash).toBe(one.contentHash);
    expect(other.contentHash).not.toBe(one.contentHash);
  });
});

describe('who or what wrote a mail', () => {
  it.each<[string, Record<string, string | null>, ReadMail['kind']]>([
    ['a person', {}, 'person'],
    ['a person, explicitly', { 'auto-submitted': 'no' }, 'person'],
    ['software', { 'auto-submitted': 'auto-generated' }, 'automatic'],
    ['an answering machine', { 'auto-submitted': 'auto-replied', 'return-path': '<>' }, 'automatic'],
    ['Exchange', { 'x-auto-response-suppress': 'DR, RN, NRN, OOF, AutoReply' }, 'automatic'],
    ['an old answering machine', { precedence: 'auto_reply' }, 'automatic'],
    ['X-Autoreply', { 'x-autoreply': 'yes' }, 'automatic'],
    ['a newsletter', { 'list-unsubscribe': '<mailto:out@news.example>' }, 'list'],
    ['a mailing list', { 'list-id': '<talk.example>', precedence: 'list' }, 'list'],
    ['bulk mail', { precedence: 'bulk' }, 'list'],
    ['a bounce', { from: 'MAILER-DAEMON@mx.example' }, 'bounce'],
    ['a bounce of Gmail', { 'x-failed-recipients': 'x@y.example' }, 'bounce'],
    ['a notification without return path', { 'return-path': '<>' }, 'bounce'],
    ['spam', { 'x-spam-flag': 'YES' }, 'spam'],
    ['not spam', { 'x-spam-status': 'No, score=-2.1' }, 'person'],
    ['fi', { subject: 'Automaattinen vastaus: Tilaus' }, 'automatic'],
    ['lv', { subject: 'Automātiskā atbilde: Pasūtījums' }, 'automatic'],
    ['sl', { subject: 'Samodejni odgovor: Naročilo' }, 'automatic'],
    ['id', { subject: 'Balasan otomatis: Pesanan' }, 'automatic'],
    ['ru', { subject: 'Автоответ: Заказ' }, 'automatic'],
    ['ru, Exchange', { subject: 'Автоматический ответ: Заказ' }, 'automatic'],
    ['en', { subject: 'Out of office: Your order' }, 'automatic'],
    ['en, Exchange', { subject: 'Automatic reply: Your order' }, 'automatic'],
    ['de', { subject: 'Abwesenheitsnotiz: Bestellung' }, 'automatic'],
    ['de, Exchange', { subject: 'Automatische Antwort: Bestellung' }, 'automatic'],
    ['sv', { subject: 'Autosvar: Beställning' }, 'automatic'],
    ['no', { subject: 'Automatisk svar: Bestilling' }, 'automatic'],
    ['nl', { subject: 'Automatisch antwoord: Bestelling' }, 'automatic'],
    ['fr', { subject: 'Réponse automatique : Commande' }, 'automatic'],
    ['es', { subject: 'Respuesta automática: Pedido' }, 'automatic'],
    ['pt', { subject: 'Resposta automática: Pedido' }, 'automatic'],
    ['it', { subject: 'Risposta automatica: Ordine' }, 'automatic'],
    ['pl', { subject: 'Odpowiedź automatyczna: Zamówienie' }, 'automatic'],
    ['cs', { subject: 'Automatická odpověď: Objednávka' }, 'automatic'],
    ['et', { subject: 'Automaatne vastus: Tellimus' }, 'automatic'],
    ['lt', { subject: 'Automatinis atsakymas: Užsakymas' }, 'automatic'],
    ['hr', { subject: 'Automatski odgovor: Narudžba' }, 'automatic'],
    ['sr', { subject: 'Аутоматски одговор: Поруџбина' }, 'automatic'],
    ['hu', { subject: 'Automatikus válasz: Rendelés' }, 'automatic'],
    ['tr', { subject: 'Otomatik Yanıt: Sipariş' }, 'automatic'],
    ['uk', { subject: 'Автоматична відповідь: Замовлення' }, 'automatic'],
    ['a complaint about a holiday', { subject: 'Urlaub storniert, wo bleibt mein Geld' }, 'person'],
    ['a complaint about automatic payments', { subject: 'Automatic payment failed again' }, 'person'],
  ])('%s', async (_, headers, kind) => {
    expect((await readOf(Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v])))).kind).toBe(kind);
  });

  it('a delivery report', async () => {
    expect((await read('bounce')).kind).toBe('bounce');
  });

  it('a form for a customer is tagged, not dropped', async () => {
    const form = await readOf({
      'auto-submitted': 'auto-generated',
      from: 'forms@shop.example',
      'reply-to': 'Ann <ann@home.example>',
    });
    expect(form).toMatchObject({ kind: 'automatic', tags: ['on-behalf'], text: 'Where is my parcel?' });
  });

  it('a person who wrote to a group address of the house', async () => {
    const headers = { 'list-id': '<support.shop.example>', precedence: 'list' };
    expect(await readOf(headers, undefined, { ownAddresses: ['support@shop.example'] })).toMatchObject({
      kind: 'person',
      tags: ['own-group'],
    });
  });
});

describe('a mail that is damaged or hostile', () => {
  const reason = async (raw: Buffer) =>
    readMail(raw, { now: NOW }).then(
      () => null,
      (error: unknown) => (error instanceof MailRejected ? error.reason : error),
    );

  it.each<[string, Buffer, string]>([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['blank lines', Buffer.from('\r\n\r\n  \n'), 'empty'],
    [
      'a picture',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5000, 7)]),
      'not-mail',
    ],
    ['prose', Buffer.from('Dear sirs,\n\nnothing came.\n'), 'not-mail'],
    ['a configuration file', Buffer.from('name: x\nvalue: y\n'), 'not-mail'],
    ['100 000 headers', mail({ x: `1\r\n${'x: 1\r\n'.repeat(100_000)}y: 2` }), 'header-bomb'],
    ['a header of 10 MB', mail({ subject: 'x'.repeat(10_000_000) }), 'header-bomb'],
    ['a header of 10 MB in folds', mail({ subject: ' x\r\n'.repeat(3_000_000) }), 'header-bomb'],
    ['50 MB', mail({}, Buffer.alloc(50 * 1024 * 1024, 'a line of text\n')), 'too-large'],
  ])('%s is refused with a reason', async (_, raw, expected) => {
    expect(await reason(raw)).toBe(expected);
  });

  it('is read without Message-ID, date, writer or subject', async () => {
    const bare = await readMail(Buffer.from('To: support@shop.example\n\nWhere is it?'), { now: NOW });
    expect(bare).toMatchObject({ messageId: null, from: null, subject: null, sentAt: null, text: 'Where is it?' });
  });

  it.each([
    ['no boundary declared', 'multipart/mixed', '--b\nContent-Type: text/plain\n\nWhere is it?\n--b--\n'],
    [
      'another boundary declared',
      'multipart/mixed; boundary=c',
      '--b\nContent-Type: text/plain\n\nWhere is it?\n--b--\n',
    ],
    ['no boundary anywhere', 'multipart/mixed; boundary=c', 'Where is it?\n'],
    ['a mail cut in the middle', 'multipart/mixed; boundary=b', '--b\nContent-Type: text/plain\n\nWhere is it?'],
    [
      'a preamble and an epilogue',
      'multipart/mixed; boundary=b',
      'not for you\n--b\n\nWhere is it?\n--b--\nnor this\n',
    ],
  ])('is read with %s', async (_, contentType, body) => {
    expect((await readOf({ 'content-type': contentType }, body)).text).toBe('Where is it?');
  });

  it.each([
    ['base64 with dirt in it', 'base64', 'V2hl!cmUg\n*aXMgaXQ_\n'.replace('_', '/'), 'Where is it?'],
    ['base64 that was cut', 'base64', 'V2hlcmUgaXMgaXQ/IFdo', 'Where is it? Wh'],
    ['glued base64', 'base64', 'V2hlcmU=\nIGlzIGl0Pw==', 'Where is it?'],
    ['broken quoted-printable', 'quoted-printable', 'Where=20is=2 it=ZZ?=', 'Where is=2 it=ZZ?'],
  ])('is read with %s', async (_, encoding, body, text) => {
    expect((await readOf({ 'content-transfer-encoding': encoding }, body)).text).toBe(text);
  });

  it('has no NUL and no lone surrogate in any of its strings', async () => {
    const read = await readOf(
      { subject: '=?utf-16le?B?ANgAAA==?= a\u0000b', 'content-type': 'multipart/mixed; boundary=b' },
      '--b\n\nWhere\u0000 is it?\n--b\nContent-Type: text/html\n\n<p>&#0;&#xD800;x</p>\n--b\nContent-Disposition: attachment; filename="a\u0000b"\n\nx\n--b--',
    );
    expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(read.text).toContain('Where is it?');
  });

  it.each([
    ['HTML nested 20 000 deep', 'text/html', `${'<div>'.repeat(20_000)}Where is it?${'</div>'.repeat(20_000)}`],
    ['HTML nested 20 000 deep without end tags', 'text/html', `${'<b><div>'.repeat(10_000)}Where is it?`],
    ['blockquotes nested 20 000 deep below', 'text/html', `<p>Where is it?</p>${'<blockquote>'.repeat(20_000)}x`],
  ])('is read with %s', async (_, contentType, body) => {
    expect((await readOf({ 'content-type': contentType }, body)).text).toBe('Where is it?');
  });

  it.each([
    [
      'MIME nested 1000 deep',
      Array.from({ length: 1000 }, (__, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`).join(
        '',
      ),
    ],
    ['10 000 parts', '--b0\n\nx\n'.repeat(10_000)],
  ])('is cut with %s, and says so', async (_, body) => {
    expect((await readOf({ 'content-type': 'multipart/mixed; boundary=b0' }, body)).tags).toContain('mime-cut');
  });

  it('is cut when its text has no end, and says so', async () => {
    const { text, tags } = await readOf({}, 'All is late. '.repeat(500_000));
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(tags).toContain('text-cut');
  });
});

describe('whatever arrives', () => {
  const wellFormed = async (raw: Uint8Array) => {
    try {
      const read = await readMail(raw, { now: NOW });
      expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    } catch (error) {
      expect(error).toBeInstanceOf(MailRejected);
    }
  };

  it('is read or refused: any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.boolean(), async (bytes, asBody) =>
        wellFormed(asBody ? mail({}, Buffer.from(bytes)) : bytes),
      ),
      { numRuns: 300 },
    );
  });

  it('is read or refused: mails with bytes changed, cut out or doubled', async () => {
    const mails = readdirSync(FIXTURES)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(FIXTURES, name)));
    const change = fc.tuple(fc.nat(), fc.constantFrom('flip', 'cut', 'double'), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...mails),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        async (original, changes) => {
          let raw = Buffer.from(original);
          for (const [place, how, amount] of changes) {
            const at = place % Math.max(1, raw.length);
            if (how === 'flip') raw[at] = amount;
            else if (how === 'cut') raw = Buffer.concat([raw.subarray(0, at), raw.subarray(at + amount)]);
            else raw = Buffer.concat([raw.subarray(0, at), raw.subarray(Math.max(0, at - amount))]);
          }
          await wellFormed(raw);
        },
      ),
      { numRuns: 300 },
    );
  });
});
