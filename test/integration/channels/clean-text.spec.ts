import { connectorKit } from '../../support/connector-kit.js';
import { json } from '../../support/channels/answering.js';
import { HTTP_CHANNELS, type HttpChannel } from '../../support/channels/http-channels.js';
import { poll } from '../../support/channels/polling.js';
import { HttpServer } from '../../support/http-server.js';
import { FEED } from '../../../libs/connectors/src/feed/feed-definition.js';
import { WEB_PAGE } from '../../../libs/connectors/src/web-page/web-page-definition.js';

interface Words {
  /** As the service sends it. */
  readonly sent: string;
  /** What the customer wrote. */
  readonly text: string;
  readonly quoted?: string;
  readonly tags?: readonly string[];
}

/** How services write the same things: mentions, links, emoji, entities, quotes, translations. */
const FIXTURES: Readonly<Record<string, readonly Words[]>> = {
  mastodon: [
    {
      sent: `<p><span class="h-card" translate="no"><a href="https://m.example/@shop" class="u-url mention">@<span>shop</span></a></span>
Where is my order?<br>It&#39;s &lt;late&gt; 😡</p><p><a href="https://x.example/very/long"><span class="invisible">https://</span><span
class="ellipsis">x.example/very</span><span class="invisible">/long</span></a> <a class="mention hashtag">#<span>fail</span></a></p>`,
      text: "@shop Where is my order?\nIt's <late> 😡\n\nhttps://x.example/very/long #fail",
    },
    {
      sent: '<p class="quote-inline">RE: <a href="https://m.example/1">https://m.example/1</a></p><p>Not true</p>',
      text: 'Not true',
      quoted: 'RE: https://m.example/1',
    },
  ],
  bluesky: [
    {
      sent: '@shop.example where is it? 😡\r\nx.example/very...',
      text: '@shop.example where is it? 😡\nx.example/very...',
    },
  ],
  discourse: [
    {
      sent: `<aside class="quote" data-username="shop"><div class="title">shop:</div><blockquote><p>Soon</p></blockquote></aside>
<p>When? <a class="mention" href="/u/shop">@shop</a> <img src="/e.png" title=":angry:" class="emoji" alt=":angry:"></p>
<div class="lightbox-wrapper"><a class="lightbox" href="/i.png"><img src="/i.png" alt="shot"><div class="meta"><span
class="filename">shot.png</span><span class="informations">640×480 20 KB</span></div></a></div>`,
      text: 'When? @shop :angry:',
      quoted: 'shop:\n\nSoon',
    },
  ],
  'hacker-news': [
    {
      sent: '&gt; We are great<p>You are <i>not</i>: <a href="https:&#x2F;&#x2F;x.example&#x2F;a" rel="nofollow">https:&#x2F;&#x2F;x.example&#x2F;a</a>',
      text: 'You are not: https://x.example/a',
      quoted: 'We are great',
    },
  ],
  'stack-exchange': [
    {
      sent: '<blockquote>\n<p>Works</p>\n</blockquote>\n<p>It &quot;breaks&quot;&hellip;</p>\n<pre><code>x &lt; 1\n</code></pre>',
      text: 'It "breaks"…\n\nx < 1',
      quoted: 'Works',
    },
  ],
  'google-play': [{ sent: 'Slow\tIt broke\r\n& nobody answers 😡', text: 'It broke\n& nobody answers 😡' }],
  'google-business': [
    { sent: '(Translated by Google) Slow\n\n(Original)\nHidas 😡', text: 'Hidas 😡' },
    { sent: 'Hidas\n\n(Translated by Google)\nSlow', text: 'Hidas' },
  ],
  'app-store': [{ sent: 'It broke\r\n<3 & 😡\u2028gone', text: 'It broke\n<3 & 😡\ngone' }],
  trustpilot: [{ sent: 'It broke\r\n& nobody\u00ad answers\u200b 😡', text: 'It broke\n& nobody answers 😡' }],
  youtube: [{ sent: '@shop where is it? <3 😡👨‍👩‍👧', text: '@shop where is it? <3 😡👨‍👩‍👧' }],
  reddit: [
    {
      sent: '> We are great\n\nYou are *not* **at all**. [Proof](https://x.example/a) &amp; ~~nice~~ 😡',
      text: 'You are not at all. Proof & nice 😡',
      quoted: 'We are great',
    },
  ],
  vkontakte: [
    { sent: '[id1|Anna], where is it? [club5|Shop] #fail 😡', text: 'Anna, where is it? Shop #fail 😡' },
    { sent: '[https://x.example/a|here], [id5:bp-1_2|Boris]', text: 'here, Boris' },
  ],
  facebook: [{ sent: 'Where is it, Acme?\u00a0😡\r\nNever again', text: 'Where is it, Acme?\u00a0😡\nNever again' }],
  instagram: [{ sent: '@acme where is it? 😡 #fail', text: '@acme where is it? 😡 #fail' }],
  telegram: [{ sent: 'Where is it? 😡\u0000', text: 'Where is it? 😡' }],
  x: [{ sent: '@acme Where is it? &amp; &lt;3 😡', text: '@acme Where is it? & <3 😡' }],
};

const feed = (content: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item><guid>1</guid>
<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><content:encoded><![CDATA[${content}]]></content:encoded></item></channel></rss>`;
const page = (review: object) =>
  `<html><script type="application/ld+json">${JSON.stringify({ '@type': 'Review', '@id': 'urn:1', ...review })}</script></html>`;

/** What stands in documents: feeds and pages. */
const DOCUMENTS: readonly (Words & { readonly kind: 'feed' | 'web-page' })[] = [
  {
    kind: 'feed',
    sent: feed(
      '<blockquote><cite>shop:</cite> Soon</blockquote>When? <img class="emoji" alt="😡" src="x.svg"> <a href="https://x.example">proof</a>',
    ),
    text: 'When? 😡 proof',
    quoted: 'shop: Soon',
  },
  {
    kind: 'feed',
    sent: feed('<p>I have waited for three weeks and [&hellip;]</p>'),
    text: 'I have waited for three weeks and …',
    tags: ['text-cut'],
  },
  {
    kind: 'web-page',
    sent: page({ reviewBody: 'Slow &amp; rude.<br/>Never\u00ad again 😡' }),
    text: 'Slow & rude.\nNever again 😡',
  },
];

const NOW = new Date('2026-03-03T12:00:00Z');

describe('the words of a customer, apart from what a service puts around them', () => {
  let server: HttpServer;
  beforeEach(async () => {
    server = await HttpServer.start();
  });
  afterEach(() => server.stop());

  const serve = ({ first, list, item, numericIds }: HttpChannel, text: string): void => {
    const sent = item({ id: numericIds === true ? 1 : '1', text, date: '2026-03-02T10:00:00Z' });
    server.instead = ({ url }, response) =>
      json(response, first !== undefined && url.startsWith(first.path) ? first.body : list([sent]));
  };

  it.each(HTTP_CHANNELS.map((channel) => [channel.definition.kind, channel] as const))(
    'are clean in %s',
    async (kind, channel) => {
      const fixtures = FIXTURES[kind] ?? [];
      expect(fixtures).not.toEqual([]);
      const kit = connectorKit([server.host], { now: () => NOW, secrets: channel.secrets(server.origin) });
      const options = { ...channel.options, ...channel.addresses?.(server.origin), baseUrl: server.origin };
      for (const { sent, text, quoted = null } of fixtures) {
        serve(channel, sent);
        const { messages } = await poll<unknown, unknown>(channel.definition, options, kit);
        expect(messages).toMatchObject([{ text, quoted }]);
      }
    },
  );

  it.each(DOCUMENTS)('are clean in a $kind', async ({ kind, sent, text, quoted = null, tags = [] }) => {
    server.serve('/page', sent);
    const url = `${server.origin}/page`;
    const kit = connectorKit([server.host], { now: () => NOW });
    const given = kind === 'feed' ? { url } : { url, mayRead: true };
    const { messages } = await poll<unknown, unknown>(kind === 'feed' ? FEED : WEB_PAGE, given, kit);
    const [message] = messages;
    expect(message).toMatchObject({ text, quoted });
    expect(message?.tags.filter((tag) => tag !== 'date-missing')).toEqual(tags);
  });
});
