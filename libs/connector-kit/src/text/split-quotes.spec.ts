import { splitQuotedLines, splitQuotes } from './split-quotes.js';

describe('the words of a post apart from what it quotes', () => {
  it.each([
    ['<p>It broke.</p>', 'It broke.', null],
    ['<blockquote><p>We are great</p></blockquote><p>You are not.</p>', 'You are not.', 'We are great'],
    [
      '<aside class="quote"><div>shop:</div><blockquote>Soon</blockquote></aside><p>When?</p>',
      'When?',
      'shop:\n\nSoon',
    ],
    ['One<blockquote>a<blockquote>b</blockquote>c</blockquote>two', 'One\ntwo', 'a\nb\nc'],
    ['<blockquote>all of it</blockquote>', 'all of it', null],
    ['</blockquote>stray <blockquote>open', 'stray', 'open'],
    [
      '<p class="quote-inline">RE: <a href="https://m.example/1">https://m.example/1</a></p><p>Bad</p>',
      'Bad',
      'RE: https://m.example/1',
    ],
    ['', '', null],
  ])('%j', (html, text, quoted) => expect(splitQuotes(html)).toEqual({ text, quoted }));

  it.each([
    ['> We are great\n\nYou are not.', 'You are not.', 'We are great'],
    ['5 > 4', '5 > 4', null],
    ['> all', '> all', null],
    ['a\n>> b\n> c\nd', 'a\nd', 'b\nc'],
  ])('%j', (line, text, quoted) => expect(splitQuotedLines(line)).toEqual({ text, quoted }));

  it('takes time in proportion to a hostile text', () => {
    expect(splitQuotes('<blockquote '.repeat(50_000)).text).toBeDefined();
    expect(splitQuotes('<p class="quote-inline">'.repeat(50_000)).text).toBe('');
    expect(splitQuotes('<aside>'.repeat(50_000)).quoted).toBeNull();
  });
});
