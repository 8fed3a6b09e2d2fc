import { generateKeyPairSync, verify } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const RSA_PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export interface FakePlayReview {
  readonly reviewId: string;
  readonly seconds: number;
  readonly [field: string]: unknown;
}

/** Behaves as the Play Console's API: a token for a signed assertion, most recently changed first, opaque page tokens. */
export class GooglePlayServer {
  readonly reviews: FakePlayReview[] = [];
  replies: Record<string, string> = {};
  tokens = 0;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<GooglePlayServer> {
    const server = new GooglePlayServer(await HttpServer.start());
    server.http.on('/token/', (request, response) => server.token(request, response));
    server.http.on('/androidpublisher/v3/applications/com.example.shop/reviews', (request, response) =>
      server.list(request, response),
    );
    return server;
  }

  /** The key file as the cloud console offers it. */
  keyFile(pem = RSA_PEM): string {
    return JSON.stringify({
      type: 'service_account',
      client_email: 'reader@project.example',
      private_key: pem,
      token_uri: `${this.http.origin}/token`,
    });
  }

  add(...reviews: FakePlayReview[]): this {
    this.reviews.push(...reviews);
    for (const { reviewId } of reviews) {
      const path = `/androidpublisher/v3/applications/com.example.shop/reviews/${reviewId}`;
      this.http.on(path, (_request, response) => json(response, this.shown(this.find(reviewId))));
      this.http.on(`${path}:reply`, (request, response) => {
        this.replies[reviewId] = (JSON.parse(request.body) as { replyText: string }).replyText;
        json(response, { result: { replyText: this.replies[reviewId], lastEdited: { seconds: '1' } } });
      });
    }
    return this;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private find(id: string): FakePlayReview {
    return this.reviews.find(({ reviewId }) => reviewId === id)!;
  }

  private token(request: SeenRequest, response: ServerResponse): void {
    const assertion = new URLSearchParams(request.body).get('assertion') ?? '';
    const [head, claims, signature] = assertion.split('.');
    const signed = Buffer.from(`${head}.${claims}`);
    if (!verify('sha256', signed, publicKey, Buffer.from(signature ?? '', 'base64url')))
      return json(response, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }, {}, 400);
    this.tokens += 1;
    json(response, { access_token: 'good-token', expires_in: 3599, token_type: 'Bearer' });
  }

  private list(request: SeenRequest, response: ServerResponse): void {
    if (request.headers['authorization'] !== 'Bearer good-token')
      return json(response, { error: { code: 401, status: 'UNAUTHENTICATED' } }, {}, 401);
    const query = queryOf(request);
    const start = Number(query.get('token')?.slice(2) ?? 0);
    const size = Number(query.get('maxResults') ?? 10);
    const sorted = [...this.reviews].sort((a, b) => b.seconds - a.seconds);
    const reviews = sorted.slice(start, start + size).map((review) => this.shown(review));
    const more = start + size < sorted.length;
    json(response, {
      ...(reviews.length > 0 && { reviews }),
      ...(more && { tokenPagination: { nextPageToken: `p:${start + size}` } }),
    });
  }

  private shown({ reviewId, seconds, ...more }: FakePlayReview) {
    const userComment = {
      text: `Slow\tOrder ${reviewId} is late`,
      lastModified: { seconds: String(seconds), nanos: 0 },
      starRating: 2,
      reviewerLanguage: 'de_AT',
      ...more,
    };
    const text = this.replies[reviewId];
    const answer =
      text === undefined ? [] : [{ developerComment: { text, lastModified: { seconds: String(seconds + 60) } } }];
    return { reviewId, authorName: 'Vera', comments: [{ userComment }, ...answer] };
  }
}
