import { ownWords } from '@earshot/connector-kit';
import { ATTRIBUTION_LANGUAGES, attributionLine } from './attribution-line.js';
import { replyBody } from './reply-body.js';

const answers = {
  externalId: '1',
  channel: 'email' as const,
  kind: 'person' as const,
  author: { name: 'Vera Kalniņa', address: 'vera@customers.example', handle: null, namespace: null },
  sentAt: new Date('2026-03-02T09:30:00Z'),
  subject: 'My order',
  text: 'The parcel has not arrived.\r\n\r\nWhere is it?',
  threadId: '<1@customers.example>',
  references: [],
  tags: [],
  url: null,
};
const options = { signature: 'Anna Berg\nHarbour Shop', quoteOriginal: true };

describe('replyBody', () => {
  it('is the answer, the signature and the words that are answered', () => {
    expect(replyBody({ text: 'It comes tomorrow.\r\n', language: 'en', answers }, options)).toBe(
      [
        'It comes tomorrow.',
        '',
        '-- ',
        'Anna Berg',
        'Harbour Shop',
        '',
        'On 2 March 2026, Vera Kalniņa wrote:',
        '> The parcel has not arrived.',
        '>',
        '> Where is it?',
        '',
      ].join('\n'),
    );
  });

  it('is only the answer where the house wants it so', () => {
    expect(
      replyBody({ text: 'It comes tomorrow.', language: 'en', answers }, { signature: ' ', quoteOriginal: false }),
    ).toBe('It comes tomorrow.\n');
  });

  it('repeats only the beginning of a very long message', () => {
    const body = replyBody(
      { text: 'Thank you.', language: 'en', answers: { ...answers, text: 'long '.repeat(100_000) } },
      options,
    );
    expect(body.length).toBeLessThan(25_000);
    expect(body).toMatch(/ …\n$/);
  });

  it('takes no control characters over from a name', () => {
    const author = { ...answers.author, name: 'Vera\r\n> Kalniņa\u0007' };
    expect(replyBody({ text: 'Yes.', language: 'en', answers: { ...answers, author } }, options)).toContain(
      'On 2 March 2026, Vera > Kalniņa wrote:\n> The parcel',
    );
  });

  it.each(ATTRIBUTION_LANGUAGES)('has its quote recognised when it is read again (%s)', (language) => {
    const body = replyBody({ text: 'It comes tomorrow.', language, answers }, { signature: '', quoteOriginal: true });
    const read = ownWords(body, { isReply: true });
    expect(read.text).toBe('It comes tomorrow.');
  });

  it('falls back to English', () => {
    const date = new Date('2026-03-02T23:30:00Z');
    expect(attributionLine('ja', date, 'Yuki')).toBe('On 2 March 2026, Yuki wrote:');
    expect(attributionLine(null, date, 'Yuki')).toBe('On 2 March 2026, Yuki wrote:');
    expect(attributionLine('nb-NO', date, 'Kari')).toBe('Den 2. mars 2026 skrev Kari:');
  });
});
