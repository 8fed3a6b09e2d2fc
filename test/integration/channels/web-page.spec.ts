import { describeConnectorConformance, type ConnectorKit } from '@earshot/connector-kit';
import { connectorKit } from '../../support/connector-kit.js';
import { always } from '../../support/channels/answering.js';
import { failureOf, poll, skippedIn } from '../../support/channels/polling.js';
import { ReviewPages, type SiteReview } from '../../support/channels/review-pages.js';
import { HttpServer } from '../../support/http-server.js';
import type { WebPageCursor } from '../../../libs/connectors/src/web-page/web-page-cursor.js';
import { WEB_PAGE } from '../../../libs/connectors/src/web-page/web-page-definition.js';

const idOf = (id: number) => `https://ratings.example/r/${id}`;
const FIVE = [1, 2, 3, 4, 5];
const SORRY = { '@type': 'Organization', name: 'Acme' };
const never = new AbortController().signal;

async function siteWith(...reviews: SiteReview[]): Promise<ReviewPages> {
  const site = await ReviewPages.start();
  for (const review of reviews) site.add(review);
  return site;
}

describeConnectorConformance({
  definition: WEB_PAGE,
  async start() {
    const site = await siteWith(...FIVE.map((id) => ({ id })));
    return {
      site,
      options: { url: site.url, mayRead: true, pauseSeconds: 0 },
      externalIds: FIVE.map(idOf),
      kit: connectorKit([site.http.host]),
      stop: () => site.stop(),
    };
  },
  addUnreadable: async ({ site }) => void site.add({ id: 6, reviewBody: null, reviewRating: null }),
  limitRate: async ({ site }, retryAt) => always(site.http, 429, {}, { 'retry-after': retryAt.toUTCString() }),
  stall: async ({ site }) => void (site.http.instead = () => undefined),
  breakDown: ({ site }) => site.stop(),
  traces: async ({ site }) => site.http.seen.filter(({ method }) => method !== 'GET'),
});

describe('the web page connector', () => {
  let site: ReviewPages;
  let kit: ConnectorKit;
  let options: Record<string, unknown>;

  beforeEach(async () => {
    site = await ReviewPages.start();
    kit = connectorKit([site.http.host]);
    options = { url: site.url, mayRead: true, pauseSeconds: 0 };
  });
  afterEach(() => site.stop());

  const read = (more: Record<string, unknown> = {}, from: WebPageCursor | null = null) =>
    poll(WEB_PAGE, { ...options, ...more }, kit, from);

  it('reads only with the word that it may', () => {
    const { mayRead: _, ...silent } = options;
    expect(WEB_PAGE.options.safeParse(silent).success).toBe(false);
    expect(WEB_PAGE.options.safeParse({ ...options, mayRead: false }).success).toBe(false);
  });

  it('reads reviews with their stars over all pages, and afterwards asks for one page, which has not changed', async () => {
    site.add(...FIVE.map((id) => ({ id, headline: 'Late', inLanguage: 'fi' })));
    const first = await read();
    expect(first.messages[0]).toMatchObject({
      channel: 'review',
      subject: 'Late',
      rating: 2,
      language: 'fi',
      author: { name: 'Vera', handle: null },
      url: site.url,
    });
    expect([...first.ids].sort()).toEqual(FIVE.map(idOf));
    site.http.seen.length = 0;
    expect((await read({}, first.cursor)).ids).toEqual([]);
    expect(site.http.seen.map(({ url }) => url)).toEqual(['/robots.txt', '/acme']);
  });

  it('hears an edited review again, and the answer of the house, but not those of other customers', async () => {
    site.add({ id: 1 }, { id: 2 });
    const before = await read();
    const from = { '@type': 'Person', name: 'Max' };
    site.reviews[0] = { id: 1, reviewBody: 'It came', reviewRating: { ratingValue: 5 } };
    site.reviews[1] = {
      id: 2,
      comment: [
        { '@type': 'Comment', author: SORRY, text: 'We are sorry', dateCreated: '2026-03-03T08:00:00Z' },
        { '@type': 'Comment', author: from, text: 'Me too' },
      ],
    };
    const after = await read({}, before.cursor);
    expect(after.messages).toMatchObject([{ externalId: idOf(1), text: 'It came', rating: 5 }]);
    expect(after.replies).toMatchObject([
      {
        externalId: `${idOf(2)}#answer`,
        answers: [idOf(2)],
        text: 'We are sorry',
        sentAt: new Date('2026-03-03T08:00:00Z'),
      },
    ]);
    const named = await read({ ownNames: ['max'] });
    expect(named.replies).toMatchObject([{ text: 'Me too' }]);
  });

  it('finds new reviews also where they push others to the next page', async () => {
    site.add(...[3, 2, 1].map((id) => ({ id })));
    const before = await read();
    site.add(...[6, 5, 4].map((id) => ({ id })));
    expect([...(await read({}, before.cursor)).ids].sort()).toEqual([4, 5, 6].map(idOf));
  });

  it('goes on with the page after the last that was stored', async () => {
    site.add(...[5, 4, 3, 2, 1].map((id) => ({ id })));
    const reading = WEB_PAGE.create(WEB_PAGE.options.parse(options), kit).poll(null, LIMITS, never);
    const pages = reading[Symbol.asyncIterator]();
    await pages.next();
    const second = (await pages.next()).value as { cursor: WebPageCursor };
    site.http.seen.length = 0;
    expect((await read({}, second.cursor)).ids).toEqual([idOf(1)]);
    expect(site.pagesRead).toEqual([3]);
  });

  it('reads no more pages than it may, and goes round in no circle', async () => {
    site.add(...[5, 4, 3, 2, 1].map((id) => ({ id })));
    expect((await read({ maxPages: 2 })).ids).toHaveLength(4);
    site.extra = '<link rel="next" href="/acme">';
    expect((await read()).ids).toHaveLength(2);
    site.extra = '<link rel="next" href="https://elsewhere.example/acme">';
    expect((await read()).ids).toHaveLength(2);
  });

  describe('and robots.txt', () => {
    it.each([
      ['everybody', 'User-agent: *\nDisallow: /acme\n'],
      ['us', 'User-agent: Earshot\nDisallow: /\n\nUser-agent: *\nAllow: /\n'],
    ])('reads nothing that is forbidden to %s', async (_whom, robots) => {
      site.add({ id: 1 }).robots = robots;
      const error = await failureOf(read());
      expect(error).toMatchObject({ kind: 'misconfigured' });
      expect(error.message).toContain('robots.txt');
      expect(site.pagesRead).toEqual([]);
    });

    it('reads only those pages that are allowed', async () => {
      site.add(...FIVE.map((id) => ({ id }))).robots = 'User-agent: *\nDisallow: /acme?page=3\n';
      expect((await read()).ids).toHaveLength(4);
    });

    it('leaves the next page for the next poll where the pause is long', async () => {
      site.add(...[3, 2, 1].map((id) => ({ id }))).robots = 'User-agent: *\nCrawl-delay: 60\n';
      const now = new Date('2026-03-03T12:00:00Z');
      kit = connectorKit([site.http.host], { now: () => now });
      const first = await read();
      expect(first.ids).toHaveLength(2);
      expect(first.pages.at(-1)?.notBefore).toEqual(new Date('2026-03-03T12:01:00Z'));
      expect((await read({}, first.cursor)).ids).toEqual([idOf(1)]);
    });

    it('takes a missing file for permission, and one that cannot be had now for none', async () => {
      site.add({ id: 1 });
      site.http.serve('/robots.txt', '<html>not here</html>', {}, 404);
      expect((await read()).ids).toHaveLength(1);
      site.http.serve('/robots.txt', '', {}, 503);
      expect((await failureOf(read())).kind).toBe('unreachable');
    });
  });

  it('keeps JSON-LD that nobody can read in quarantine, once, and reads the rest', async () => {
    site.add({ id: 1 }).extra = '<script type="application/ld+json">{"@type": "Review", oops</script>';
    const first = await read();
    expect(first.ids).toEqual([idOf(1)]);
    expect(first.pages[0]?.rejected).toMatchObject([{ reason: 'unparsable', externalId: null }]);
    const second = await read({ lookBackHours: 1 }, { ...first.cursor, etag: null });
    expect(second.pages.flatMap((page) => page.rejected)).toEqual([]);
  });

  it('leaves aside what is older than asked for, and says so once', async () => {
    site.add(...FIVE.map((id) => ({ id })));
    const since = new Date(Date.UTC(2026, 2, 2, 10, 3));
    const first = await poll(WEB_PAGE, options, kit, null, { since });
    expect([...first.ids].sort()).toEqual([3, 4, 5].map(idOf));
    expect(skippedIn(first.pages)).toEqual({ 'older-than-start': 2 });
  });

  it('shows what it found before it is saved, and what to mind', async () => {
    site.add({ id: 1, datePublished: '3.2.2026', '@id': '_:b0' });
    const check = await WEB_PAGE.create(WEB_PAGE.options.parse(options), kit).verify(never);
    expect(check.summary).toBe(`1 reviews on ${site.url}, found by JSON-LD`);
    expect(check.warnings).toEqual([
      '1 of 1 reviews have no date that can be read; see dateFormat',
      '1 of 1 reviews have no id: when one is edited, it may count as new',
      'No link to a next page was found; only this one is read',
    ]);
  });

  describe('on pages that say nothing to machines', () => {
    let page: HttpServer;
    beforeEach(async () => {
      page = await HttpServer.start();
      kit = connectorKit([page.host]);
    });
    afterEach(() => page.stop());

    const serve = (body: string | Buffer, type = 'text/html') => page.serve('/acme', body, { 'content-type': type });
    const selectors = {
      review: '.r',
      text: '.words',
      author: '.who',
      date: 'time@datetime',
      rating: '.s@class',
      id: '@id',
    };
    const readBy = (more: Record<string, unknown> = {}) =>
      poll(WEB_PAGE, { url: `${page.origin}/acme`, mayRead: true, pauseSeconds: 0, ...more }, kit);

    it('finds them by selectors', async () => {
      serve(`<div class="r" id="r1"><b class="who">Jānis</b> <i class="s stars-4"></i><time datetime="2026-03-02T10:00Z">
        </time><p class="words">Slow &amp; rude.<br>Never again.</p><div class="re">Sorry!</div></div>
        <div class="r" id="r2"><p class="words">Good</p></div>`);
      const { messages, replies } = await readBy({ ...selectors, answer: '.re' });
      const jānis = messages.find(({ externalId }) => externalId === 'r1');
      expect(jānis).toMatchObject({
        text: 'Slow & rude.\nNever again.',
        rating: 4,
        author: { name: 'Jānis' },
        sentAt: new Date('2026-03-02T10:00Z'),
      });
      expect(replies).toMatchObject([{ answers: ['r1'], text: 'Sorry!' }]);
    });

    it.each([
      [
        '2. maaliskuuta 2026 klo 12.00',
        { dateFormat: "d. MMMM yyyy 'klo' H.mm", locale: 'fi', zone: 'Europe/Helsinki' },
      ],
      ['02.03.2026 12:00', { dateFormat: 'dd.MM.yyyy HH:mm', zone: 'Europe/Helsinki' }],
      ['1772445600', {}],
    ])('reads the date %s', async (date, manner) => {
      serve(`<div class="r"><p class="words">Bad</p><span class="d">${date}</span></div>`);
      const { messages } = await readBy({ review: '.r', text: '.words', date: '.d', ...manner });
      expect(messages).toMatchObject([{ sentAt: new Date('2026-03-02T10:00:00Z'), tags: [] }]);
    });

    it('names a selector that is none', async () => {
      serve('<div class="r">x</div>');
      expect(await failureOf(readBy({ review: '.r:never-heard-of' }))).toMatchObject({ kind: 'misconfigured' });
    });

    it('fails where nothing matches any more, whatever the page says to machines', async () => {
      const review = { '@type': 'Review', '@id': 'other', reviewBody: 'Late', author: { name: 'Vera' } };
      const script = (json: string) => `<script type="application/ld+json">${json}</script>`;
      for (const machines of [script(JSON.stringify(review)), script('{"@type": "Review", reviewBody')]) {
        serve(`<div class="renamed" id="r1"><p class="words">Late</p></div>${machines}`);
        const failure = await failureOf(readBy(selectors));
        expect(failure.kind).toBe('unreadable');
        expect(failure.message).toContain('matches the selector of reviews, .r');
      }
    });

    it('reads microdata', async () => {
      serve(`<div itemscope itemtype="https://schema.org/Product"><div itemprop="review" itemscope
        itemtype="https://schema.org/Review"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><a
        itemprop="url" href="/u/vera"><b itemprop="name">Vera</b></a></span><meta itemprop="datePublished"
        content="2026-03-02T10:00:00Z"><div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta
        itemprop="worstRating" content="0"><span itemprop="ratingValue">2,5</span>/<span itemprop="bestRating">10</span>
        </div><p itemprop="reviewBody">Late <b>again</b></p></div></div>`);
      const { messages } = await readBy();
      expect(messages).toMatchObject([
        {
          text: 'Late again',
          rating: 2,
          author: { name: 'Vera', handle: `${page.origin}/u/vera`, namespace: page.host },
        },
      ]);
    });

    it.each([
      ['the header', Buffer.from('<p class="r">\u0421\u043e', 'utf8'), 'text/html; charset=utf-8', '\u0421\u043e'],
      [
        'the page',
        Buffer.concat([
          Buffer.from('<meta charset="windows-1251"><p class="r">'),
          Buffer.from([0xcf, 0xeb, 0xee, 0xf5, 0xee]),
        ]),
        'text/html',
        '\u041f\u043b\u043e\u0445\u043e',
      ],
    ])('knows the charset by %s', async (_by, body, type, text) => {
      serve(body, type);
      expect((await readBy({ review: '.r' })).messages).toMatchObject([{ text }]);
    });

    it.each([
      ['nested 200 000 deep', '<div>'.repeat(200_000)],
      ['with a million elements', '<b>x</b>'.repeat(500_000)],
      ['that is a login', '<html><form><input type="password"></form></html>'],
      ['that is empty', ''],
    ])('calls a page %s unreadable', async (_what, body) => {
      serve(body);
      expect((await failureOf(readBy())).kind).toBe('unreadable');
    });
  });
});

const LIMITS = { pageSize: 100, maxItemBytes: 1024 * 1024, since: null };
