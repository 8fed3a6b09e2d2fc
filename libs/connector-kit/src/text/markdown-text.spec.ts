import fc from 'fast-check';
import { markdownToPlainText } from './markdown-text.js';

describe('Markdown as a person reads it', () => {
  it.each([
    ['You are *not* **at all** ***good***', 'You are not at all good'],
    ['~~nice~~ _rude_ and __late__', 'nice rude and late'],
    ['see [my order](https://x.example/a_b "title") and ![shot](i.png)', 'see my order and shot'],
    ['# Late\n\ntext', 'Late\n\ntext'],
    ['run `npm start` now', 'run npm start now'],
    ['```\nerror 5\n```', 'error 5'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['\\*not emphasis\\* \\[no link\\](x)', '*not emphasis* [no link](x)'],
    ['fish &amp; chips &lt;3&nbsp;! 5 < 6', 'fish & chips <3\u00a0! 5 < 6'],
    ['so^sad and ^(very sad)', 'sosad and very sad'],
    ['>!it never came!<', 'it never came'],
    ['* one\n* two', '* one\n* two'],
    ['', ''],
  ])('%j → %j', (markdown, text) => expect(markdownToPlainText(markdown)).toBe(text));

  it('leaves words alone that have no marks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäöüа-я0-9 .,!?]{0,200}$/), (words) => {
        expect(markdownToPlainText(words)).toBe(words.trim());
      }),
    );
  });

  it.each([
    ['stars', '*'.repeat(200_000)],
    ['open emphasis', '*a '.repeat(100_000)],
    ['open links', '['.repeat(200_000)],
    ['half links', '[a]('.repeat(50_000)],
    ['underscores', '_a '.repeat(100_000)],
    ['backticks', '`a'.repeat(100_000)],
  ])('takes time in proportion to many %s', (_what, hostile) =>
    expect(typeof markdownToPlainText(hostile)).toBe('string'),
  );
});
