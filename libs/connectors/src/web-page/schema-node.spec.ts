import { plainWordOf } from './schema-node.js';

describe('a word of a page as a person reads it', () => {
  it.each([
    ['&lt;b&gt;Escaped&lt;/b&gt; html &amp;amp; more', 'Escaped html & more'],
    ['&amp;lt;3 days', '<3 days'],
    ['Slow &amp; rude.<br/>Never again', 'Slow & rude.\nNever again'],
    ['5 &lt; 6 &amp; a &lt;name&gt;', '5 < 6 & a <name>'],
  ])('%s', (written, read) => expect(plainWordOf(written)).toBe(read));
});
