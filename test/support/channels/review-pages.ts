import { createHash } from 'node:crypto';
import { HttpServer } from '../http-server.js';

/** A review as a site keeps it. */
export interface SiteReview {
  readonly id: number;
  readonly [property: string]: unknown;
}

/** A ratings site: pages of reviews, newest first, with a link to the next page and a robots.txt. */
export class ReviewPages {
  readonly reviews: SiteReview[] = [];
  robots = 'User-agent: *\nAllow: /\n';
  pageSize = 2;
  /** What stands in the head of every page besides the reviews. */
  extra = '';

  private constructor(readonly http: HttpServer) {}

  static async start(address?: string): Promise<ReviewPages> {
    const site = new ReviewPages(await HttpServer.start(address));
    site.http.on('/robots.txt', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(site.robots),
    );
    site.http.on('/acme', ({ url, headers }, response) => {
      const page = Number(new URL(url, site.http.origin).searchParams.get('page') ?? 1);
      const body = site.page(page);
      const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
      if (headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(body);
    });
    return site;
  }

  get url(): string {
    return `${this.http.origin}/acme`;
  }

  /** The pages that were asked for, by their numbers. */
  get pagesRead(): number[] {
    const asked = this.http.seen.filter(({ url }) => url.startsWith('/acme'));
    return asked.map(({ url }) => Number(new URL(url, this.http.origin).searchParams.get('page') ?? 1));
  }

  add(...reviews: SiteReview[]): this {
    this.reviews.unshift(...reviews);
    return this;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private page(number: number): string {
    const shown = this.reviews.slice((number - 1) * this.pageSize, number * this.pageSize);
    const more = number * this.pageSize < this.reviews.length;
    const product = { '@context': 'https://schema.org', '@type': 'Product', name: 'Acme', review: shown.map(asJsonLd) };
    return `<!doctype html><html lang="en"><head><title>Acme</title>
<script type="application/ld+json">${JSON.stringify(product)}</script>${this.extra}</head>
<body><main>${shown.length} reviews</main>${more ? `<a rel="next" href="?page=${number + 1}">Next</a>` : ''}</body></html>`;
  }
}

function asJsonLd({ id, ...more }: SiteReview) {
  return {
    '@type': 'Review',
    '@id': `https://ratings.example/r/${id}`,
    author: { '@type': 'Person', name: 'Vera' },
    datePublished: new Date(Date.UTC(2026, 2, 2, 10) + id * 60_000).toISOString(),
    reviewBody: `Order ${id} is late`,
    reviewRating: { '@type': 'Rating', ratingValue: 2 },
    ...more,
  };
}
