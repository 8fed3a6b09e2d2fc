import { htmlToPlainText } from './html-text.js';

describe('HTML as a person reads it', () => {
  it.each([
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['Fish &amp; chips &#8364;5 caf&eacute;', 'Fish & chips €5 café'],
    ['two\nlines, 5 < 6', 'two\nlines, 5 < 6'],
    ['<h1>Late</h1><script>steal()</script><style>p{}</style><noscript>no</noscript>', 'Late'],
    ['<img src="https://t.example/p.gif" alt="pixel">text', 'text'],
    ['see <a href="https://x.example/very/long">here</a>', 'see here'],
    ['<ul><li>a</li><li>b</li></ul>', '* a\n * b'],
    ['nul\u0000 and \ud800 surrogate', 'nul and \ufffd surrogate'],
    ['bad <img class="emoji" alt="😡"> <img class="smilies" src="s.gif" alt=":(">', 'bad 😡 :('],
    ['<details><summary>More</summary>inside</details>after', 'More\n\ninside\n\nafter'],
    ['<a class="lightbox"><img src="i.png"><div class="meta"><b>i.png</b>640×480</div></a>ok', 'ok'],
    ['', ''],
  ])('%j → %j', (html, text) => expect(htmlToPlainText(html)).toBe(text));

  it.each([
    ['deep nesting', '<div>'.repeat(50_000)],
    ['many entities', '&nbsp;'.repeat(200_000)],
    ['many brackets', '<'.repeat(500_000)],
    ['unclosed attributes', '<a href="'.repeat(100_000)],
    ['many spaces', `x${' '.repeat(500_000)}y`],
    ['many elements', '<b>x</b>'.repeat(100_000)],
  ])('takes %s without failing', (_what, html) => expect(typeof htmlToPlainText(html)).toBe('string'));
});
