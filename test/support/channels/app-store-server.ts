import { generateKeyPairSync, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const EC_PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const APP_ID = '1234567890';

export interface FakeAppReview {
  readonly id: string;
  readonly createdDate: string;
  readonly answer?: string;
  readonly [field: string]: unknown;
}

/** Behaves as App Store Connect (JSON:API, tokens signed with ES256, answers beside the reviews) and as the public feed. */
export class AppStoreServer {
  readonly reviews: FakeAppReview[] = [];
  readonly feeds: Record<string, unknown> = {};
  remaining = 3599;
  posted: unknown[] = [];

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<AppStoreServer> {
    const server = new AppStoreServer(await HttpServer.start());
    server.http.on(`/v1/apps/${APP_ID}/customerReviews`, (request, response) => server.list(request, response));
    server.http.on('/v1/customerReviewResponses', (request, response) => {
      server.posted.push(JSON.parse(request.body));
      json(response, { data: { type: 'customerReviewResponses', id: 'r1' } }, {}, 201);
    });
    return server;
  }

  /** Sets what a page of a country's public feed shows. */
  feed(country: string, page: number, entry: unknown): void {
    const path = `/${country}/rss/customerreviews/page=${page}/id=${APP_ID}/sortby=mostrecent/json`;
    this.http.serve(path, JSON.stringify({ feed: entry === undefined ? {} : { entry } }), {
      'content-type': 'text/javascript',
    });
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private list(request: SeenRequest, response: ServerResponse): void {
    if (!isSigned(request)) return json(response, { errors: [{ status: '401', code: 'NOT_AUTHORIZED' }] }, {}, 401);
    const query = queryOf(request);
    const [start, limit] = [Number(query.get('cursor')?.slice(2) ?? 0), Number(query.get('limit') ?? 50)];
    const sorted = [...this.reviews].sort((a, b) => b.createdDate.localeCompare(a.createdDate));
    const page = sorted.slice(start, start + limit);
    const next = `${this.http.origin}/v1/apps/${APP_ID}/customerReviews?cursor=c.${start + limit}&limit=${limit}`;
    json(
      response,
      {
        data: page.map(({ id, answer, ...attributes }) => ({
          type: 'customerReviews',
          id,
          attributes: {
            rating: 2,
            title: 'Slow',
            body: `Order ${id} is late`,
            reviewerNickname: 'vera',
            territory: 'FIN',
            ...attributes,
          },
          relationships: {
            response: { data: answer === undefined ? null : { type: 'customerReviewResponses', id: `r-${id}` } },
          },
        })),
        included: page.flatMap(({ id, answer, createdDate }) =>
          answer === undefined
            ? []
            : [
                {
                  type: 'customerReviewResponses',
                  id: `r-${id}`,
                  attributes: { responseBody: answer, lastModifiedDate: createdDate, state: 'PUBLISHED' },
                },
              ],
        ),
        links: { self: 'x', ...(start + limit < sorted.length && { next }) },
      },
      { 'x-rate-limit': `user-hour-lim:3600;user-hour-rem:${this.remaining};` },
    );
  }
}

function isSigned({ headers }: SeenRequest): boolean {
  const [head = '', claims = '', signature = ''] = String(headers['authorization']).replace('Bearer ', '').split('.');
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  const isValid = verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
  const { aud, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, number | string>;
  return isValid && aud === 'appstoreconnect-v1' && Number(exp) - Number(iat) <= 1200;
}
