import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export interface FakeHit {
  readonly objectID: string;
  readonly author: string;
  readonly created_at_i: number;
  readonly [field: string]: unknown;
}

/** Behaves as the search by date: newest first, `numericFilters` on the second, `hitsPerPage`, author tags, exact phrases. */
export class HackerNewsServer {
  readonly hits: FakeHit[] = [];
  /** The service may give fewer hits than it is asked for. */
  longestPage = 1_000;
  beforeAnswer: () => void = () => undefined;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<HackerNewsServer> {
    const server = new HackerNewsServer(await HttpServer.start());
    server.http.on('/api/v1/search_by_date', (request, response) => {
      server.beforeAnswer();
      const found = server.search(request);
      const hitsPerPage = Math.min(Number(queryOf(request).get('hitsPerPage') ?? 20), server.longestPage);
      const nbPages = Math.ceil(found.length / hitsPerPage);
      json(response, { hits: found.slice(0, hitsPerPage), nbHits: found.length, page: 0, nbPages, hitsPerPage });
    });
    return server;
  }

  add(...hits: FakeHit[]): this {
    this.hits.push(...hits);
    return this;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private search(request: SeenRequest): FakeHit[] {
    const query = queryOf(request);
    const author = /author_([\w-]+)/.exec(query.get('tags') ?? '')?.[1];
    const words = (query.get('query') ?? '').replaceAll('"', '').toLowerCase();
    const filters = (query.get('numericFilters') ?? '').split(',').filter((filter) => filter !== '');
    const matches = (hit: FakeHit): boolean =>
      filters.every((filter) => {
        const [, sign, bound] = /^created_at_i(<=|>=)(\d+)$/.exec(filter)!;
        return sign === '<=' ? hit.created_at_i <= Number(bound) : hit.created_at_i >= Number(bound);
      }) &&
      (author === undefined || hit.author === author) &&
      JSON.stringify(hit).toLowerCase().includes(words);
    return this.hits.filter(matches).sort((a, b) => b.created_at_i - a.created_at_i);
  }
}
