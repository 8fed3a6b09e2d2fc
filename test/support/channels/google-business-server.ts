import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export const ACCOUNT = '1234567890';
export const LOCATION = '9876543210';
const PATH = `/v4/accounts/${ACCOUNT}/locations/${LOCATION}/reviews`;

export interface FakePlaceReview {
  readonly reviewId: string;
  readonly updateTime: string;
  readonly [field: string]: unknown;
}

/** Behaves as Google Business Profile: access tokens for a refresh token, most recently changed first, one answer a review. */
export class GoogleBusinessServer {
  readonly reviews: FakePlaceReview[] = [];
  readonly replies: Record<string, string> = {};
  tokens = 0;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<GoogleBusinessServer> {
    const server = new GoogleBusinessServer(await HttpServer.start());
    server.http.on('/token', ({ body }, response) => {
      const refused = new URLSearchParams(body).get('refresh_token') !== 'good-refresh-token';
      if (refused) return json(response, { error: 'invalid_grant' }, {}, 400);
      server.tokens += 1;
      json(response, { access_token: 'good-token', expires_in: 3599, token_type: 'Bearer' });
    });
    server.http.on(PATH, (request, response) => server.list(request, response));
    return server;
  }

  get options() {
    const { origin } = this.http;
    return {
      baseUrl: origin,
      tokenUrl: `${origin}/token`,
      clientId: 'client.apps.example',
      accountId: ACCOUNT,
      locationIds: [LOCATION],
    };
  }

  add(...reviews: FakePlaceReview[]): this {
    this.reviews.push(...reviews);
    for (const { reviewId } of reviews) {
      this.http.on(`${PATH}/${reviewId}`, (_request, response) => json(response, this.shown(this.find(reviewId))));
      this.http.on(`${PATH}/${reviewId}/reply`, ({ method, body }, response) => {
        if (method !== 'PUT') return json(response, { error: { status: 'NOT_FOUND' } }, {}, 404);
        this.replies[reviewId] = (JSON.parse(body) as { comment: string }).comment;
        json(response, { comment: this.replies[reviewId], updateTime: '2026-03-02T12:00:00Z' });
      });
    }
    return this;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private find(id: string): FakePlaceReview {
    return this.reviews.find(({ reviewId }) => reviewId === id)!;
  }

  private list(request: SeenRequest, response: ServerResponse): void {
    if (request.headers['authorization'] !== 'Bearer good-token')
      return json(response, { error: { code: 401, status: 'UNAUTHENTICATED' } }, {}, 401);
    const query = queryOf(request);
    const start = Number(query.get('pageToken')?.slice(2) ?? 0);
    const size = Number(query.get('pageSize') ?? 50);
    const sorted = [...this.reviews].sort((a, b) => b.updateTime.localeCompare(a.updateTime));
    const reviews = sorted.slice(start, start + size).map((review) => this.shown(review));
    const more = start + size < sorted.length;
    const totals = { averageRating: 2, totalReviewCount: sorted.length };
    json(
      response,
      reviews.length === 0 ? {} : { reviews, ...totals, ...(more && { nextPageToken: `p:${start + size}` }) },
    );
  }

  private shown({ reviewId, updateTime, ...more }: FakePlaceReview) {
    const comment = this.replies[reviewId];
    return {
      name: `${PATH.slice('/v4/'.length)}/${reviewId}`,
      reviewId,
      reviewer: { displayName: 'Vera' },
      starRating: 'TWO',
      comment: `Visit ${reviewId} took hours`,
      createTime: updateTime,
      updateTime,
      ...(comment !== undefined && { reviewReply: { comment, updateTime: '2026-03-02T12:00:00Z' } }),
      ...more,
    };
  }
}
