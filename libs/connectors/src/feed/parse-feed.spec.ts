import { ConnectorError } from '@earshot/domain';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { FeedDocument } from './feed-document.js';
import { feedItems } from './feed-item.js';
import { MAX_FEED_BYTES, parseFeed } from './parse-feed.js';

const read = (text: string | Uint8Array, contentType: string | null = null): Promise<FeedDocument> =>
  parseFeed(typeof text === 'string' ? Buffer.from(text) : text, contentType, 'https://forum.example/feed');
const items = async (text: string | Uint8Array, contentType: string | null = null) =>
  feedItems(await read(text, contentType), 'https://forum.example/feed');
const rss = (inner: string, head = '') =>
  `<?xml version="1.0"?>${head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:im="http://itunes.apple.com/rss"><channel><title>F</title><link>https://forum.example/</link>${inner}</channel></rss>`;

describe('reading a feed', () => {
  it('reads RSS 2.0', async () => {
    const xml = rss(
      `<language>fi_FI</language><ttl>30</ttl><item><guid isPermaLink="false">g1</guid><title>Odotin &amp;amp; odotin</title>
       <link>/t/1</link><author>matti@example.fi (Matti)</author><pubDate>Mon, 02 Mar 2026 10:00:00 +0200</pubDate>
       <description>short</description><content:encoded><![CDATA[<p>Missä <b>tilaukseni</b> on?</p><p>T. Matti</p><script>x()</script><img src="https://t.example/p.gif">]]></content:encoded><im:rating>2</im:rating></item>`,
    );
    expect(await read(xml)).toMatchObject({ title: 'F', ttlMinutes: 30 });
    expect(await items(xml)).toEqual([
      {
        id: 'g1',
        revision: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        title: 'Odotin & odotin',
        text: 'Missä tilaukseni on?\n\nT. Matti',
        url: 'https://forum.example/t/1',
        author: { name: 'Matti', address: 'matti@example.fi' },
        publishedAt: new Date('2026-03-02T08:00:00Z'),
        language: 'fi-FI',
        rating: 2,
        isCut: false,
        quoted: null,
        threadId: 'g1',
        inReplyTo: [],
      },
    ]);
  });

  it('reads Atom with its language, author and what it answers', async () => {
    const [item] = await items(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sl" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>A</title>
       <link rel="self" href="https://a.example/feed"/><entry><id>tag:2</id><title type="html">Kje &amp;lt;je&amp;gt;</title>
       <link rel="alternate" href="https://a.example/2"/><author><name>Ana</name><email>Ana@a.example</email></author>
       <updated>2026-03-02T10:00:00Z</updated><thr:in-reply-to ref="tag:1"/><content type="html">&lt;p&gt;Pozdrav&lt;/p&gt;</content></entry></feed>`,
    );
    expect(item).toMatchObject({
      id: 'tag:2',
      title: 'Kje <je>',
      text: 'Pozdrav',
      url: 'https://a.example/2',
      author: { name: 'Ana', address: 'Ana@a.example' },
      publishedAt: new Date('2026-03-02T10:00:00Z'),
      language: 'sl',
      inReplyTo: ['tag:1'],
    });
  });

  it('keeps the words of inline markup in their order', async () => {
    const [atom] = await items(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>1</id><title>t</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>parcel</b> never <i>came</i>.</div></content></entry></feed>`,
    );
    const [inline] = await items(
      rss('<item><guid>1</guid><description>The <b>parcel</b> never <i>came</i>.</description></item>'),
    );
    expect([atom?.text, inline?.text]).toEqual(['The parcel never came.', 'The parcel never came.']);
  });

  it('reads RDF', async () => {
    const [item] = await items(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example"><title>R</title><link>https://r.example</link></channel><item rdf:about="https://r.example/1"><title>i</title><link>https://r.example/1</link><dc:date>2026-03-02T10:00:00+02:00</dc:date><dc:creator>Me</dc:creator></item></rdf:RDF>`,
    );
    expect(item).toMatchObject({
      id: 'https://r.example/1',
      author: { name: 'Me' },
      publishedAt: new Date('2026-03-02T08:00:00Z'),
    });
  });

  it('reads RSS 0.91 that names its document type', async () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>N</title><item><title>old</title><link>https://n.example/1</link></item></channel></rss>`;
    expect(await items(xml)).toMatchObject([{ title: 'old' }]);
  });

  it('reads JSON Feed', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      language: 'lv',
      items: [
        {
          id: 1,
          url: 'https://j.example/1',
          content_text: 'divas\nrindas',
          date_published: '2026-03-02T10:00:00Z',
          authors: [{ name: 'N' }],
        },
        { id: '2', content_html: '<p>x</p>', language: 'en' },
      ],
    };
    expect(await items(JSON.stringify(feed))).toMatchObject([
      { id: '1', text: 'divas\nrindas', language: 'lv', author: { name: 'N' } },
      { id: '2', text: 'x', language: 'en', publishedAt: null },
    ]);
  });

  it.each([
    [
      'a bare ampersand',
      rss('<item><guid>1</guid><title>Fish & chips</title><link>https://x.example/?a=1&b=2</link></item>'),
      'Fish & chips',
    ],
    ['HTML entities', rss('<item><guid>1</guid><title>caf&eacute;</title></item>'), 'café'],
    ['control characters', rss('<item><guid>1</guid><title>be\u0000ll\u0008</title></item>'), 'bell'],
    ['an unclosed tag', rss('<item><guid>1</guid><title>bold</title><description><b>x</description></item>'), 'bold'],
    [
      'a bad date in Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>t</title><published>soon</published></entry></feed>',
      't',
    ],
    ['blank lines before the prolog', `\n\n${rss('<item><guid>1</guid><title>t</title></item>')}`, 't'],
    ['a byte order mark', `\ufeff${rss('<item><guid>1</guid><title>t</title></item>')}`, 't'],
  ])('tolerates %s', async (_what, xml, title) => {
    expect(await items(xml)).toMatchObject([{ id: '1', title }]);
  });

  it('reads what is whole of a feed that breaks off', async () => {
    const whole = rss(
      '<item><guid>1</guid><title>one</title></item><item><guid>2</guid><title>two</title></item><item><title>thr',
    );
    const feed = await read(whole.slice(0, whole.indexOf('<title>thr') + 8));
    expect(feed.entries.map(({ id }) => id)).toEqual(['1', '2']);
    expect(feed.damaged).toMatchObject([{ detail: 'Entry 3 of the feed is cut off' }]);
  });

  it('finds nothing wrong with an empty feed', async () => {
    expect(await read(rss(''))).toMatchObject({ entries: [], damaged: [] });
  });

  it.each([
    ['windows-1251', 'Жалоба на доставку'],
    ['koi8-r', 'Где мой заказ'],
    ['iso-8859-2', 'Čakám už týždeň'],
    ['shift_jis', '荷物が届きません'],
    ['utf-16le', 'Kur ir mans pasūtījums'],
  ])('decodes %s from the header or the XML declaration', async (charset, words) => {
    const body = (declared: string) =>
      `<?xml version="1.0"${declared}?><rss version="2.0"><channel><title>F</title><item><guid>1</guid><title>${words}</title></item></channel></rss>`;
    const fromHeader = await items(iconv.encode(body(''), charset), `text/xml; charset="${charset}"`);
    const fromProlog = await items(iconv.encode(body(` encoding='${charset}'`), charset), 'text/xml');
    expect([fromHeader[0]?.title, fromProlog[0]?.title]).toEqual([words, words]);
  });

  it('believes a byte order mark more than the header', async () => {
    const bytes = iconv.encode(rss('<item><title>žalba</title></item>'), 'utf-16le', { addBOM: true });
    expect((await items(bytes, 'text/xml; charset=iso-8859-1'))[0]?.title).toBe('žalba');
  });

  it.each([
    ['billion laughs', `<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>`],
    ['an external entity', `<!-- <x> --><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>`],
    ['a parameter entity', `<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd" [%x;]>`],
  ])('refuses %s', async (_what, doctype) => {
    await expect(read(rss('<item><title>&b;&a;</title></item>', doctype))).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('declares XML entities') as string,
    });
  });

  it('tells a web page from a feed, and names the feed that it announces', async () => {
    const page =
      '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head></html>';
    await expect(read(page)).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('web page') as string,
      advice: expect.stringContaining('https://forum.example/rss?a=1&b=2') as string,
    });
    await expect(read('<html><body>down</body></html>')).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    '',
    '   ',
    'hello',
    '{}',
    '{"items":[]}',
    '[1,2]',
    '<note>hi</note>',
    '<?xml version="1.0"?>',
    '\u0000\u0001',
    '<rss',
    '<',
  ])('says that %j is no feed', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('refuses a feed that is too large', async () => {
    await expect(read(new Uint8Array(MAX_FEED_BYTES + 1))).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('reads entry by entry what no parser takes as a whole', async () => {
    const broken =
      rss('<item><guid>1</guid><title>one</title></item><item><guid>2</guid></wrong></item>') + '<![CDATA[';
    const { entries } = await read(broken);
    expect(entries.map(({ id }) => id)).toContain('1');
  });

  it('either reads a damaged feed or says that it is unreadable, wherever the damage is', async () => {
    const whole = rss(
      '<item><guid>1</guid><title>A &amp; b</title><description><![CDATA[<p>Text</p>]]></description></item>',
    );
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>t</title><content type="html">x</content></entry></feed>';
    const json = '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_text":"x"}]}';
    const damage = fc.record({
      text: fc.constantFrom(whole, atom, json),
      from: fc.nat(600),
      length: fc.nat(40),
      instead: fc.oneof(
        fc.constantFrom('', '<', '&', ']]>', '<!--', '<?', '<![CDATA[', '</item>', '"', '\u0000'),
        fc.string(),
      ),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ text, from, length, instead }) => {
        const outcome = await read(text.slice(0, from) + instead + text.slice(from + length)).then(
          (feed) => feedItems(feed, null).length >= 0,
          (error: unknown) => error instanceof ConnectorError && error.kind === 'unreadable',
        );
        expect(outcome).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('survives markup that is nested very deeply', async () => {
    const deep = `${'&lt;div&gt;'.repeat(20_000)}deep`;
    const [item] = await items(rss(`<item><guid>1</guid><title>t</title><description>${deep}</description></item>`));
    expect(item?.id).toBe('1');
  });

  it('gives entries without an id one that stays the same, and another to every entry', async () => {
    const xml = rss(
      '<item><title>a</title><link>https://x.example/1</link></item><item><title>b</title></item><item><title>c</title></item>',
    );
    const first = (await items(xml)).map((item) => item?.id);
    expect(new Set(first).size).toBe(3);
    expect((await items(xml)).map((item) => item?.id)).toEqual(first);
  });

  it('does not trust an id that different entries share', async () => {
    const xml = rss(
      '<item><guid>shop</guid><link>https://x.example/1</link></item><item><guid>shop</guid><link>https://x.example/2</link></item>',
    );
    expect(new Set((await items(xml)).map((item) => item?.id)).size).toBe(2);
  });

  it('changes the revision with the words, not with the markup', async () => {
    const revision = async (text: string) =>
      (await items(rss(`<item><guid>1</guid><description>${text}</description></item>`)))[0]?.revision;
    expect(await revision('&lt;p&gt;late&lt;/p&gt;')).toBe(await revision('&lt;p class="x"&gt;late&lt;/p&gt;'));
    expect(await revision('late')).not.toBe(await revision('later'));
  });
});
