import {
  foundReviewAnswer,
  hoursToMs,
  JsonApi,
  readItem,
  refuseTooLong,
  reviewAnswerReceipt,
  signedJwt,
  type ApiStep,
  type ApiStream,
  type ConnectorKit,
  type OutgoingReply,
  type ReplyReceipt,
  type StepRequest,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { AppStoreOptions } from './app-store-options.js';
import { ANSWER_LIMIT } from './answer-limit.js';
import { answerReader, reviewReader } from './review-mapper.js';

/** What the API gives at most. */
const MAX_LIMIT = 200;
/** Apple takes tokens for 20 minutes at most: https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests */
const LIFETIME_S = 15 * 60;
const HOUR_MS = 3_600_000;

const listed = z.object({
  data: z.array(z.unknown()),
  included: z.array(z.unknown()).default([]),
  links: z.object({ next: z.string().nullish() }).default({}),
});
const withResponse = z.object({
  id: z.string(),
  attributes: z.object({ createdDate: z.unknown().optional() }).optional(),
  relationships: z.object({ response: z.object({ data: z.object({ id: z.string() }).nullish() }).nullish() }).nullish(),
});
/** https://developer.apple.com/documentation/appstoreconnectapi/get-v1-customerreviews-_id_-response */
const standing = z.object({ data: z.object({ attributes: z.object({ responseBody: z.string() }) }).nullish() });
const response = z.object({ id: z.string(), type: z.literal('customerReviewResponses'), attributes: z.unknown() });

/** Reviews of all countries through App Store Connect, and answers to them. */
export class ConnectApi {
  private readonly api: JsonApi;

  constructor(
    private readonly options: AppStoreOptions & { readonly issuerId: string; readonly keyId: string },
    private readonly kit: ConnectorKit,
  ) {
    const headers = (): Record<string, string> => ({ authorization: `Bearer ${this.token()}` });
    this.api = new JsonApi(kit.http, { name: 'App Store Connect', baseUrl: options.baseUrl, headers });
  }

  stream(): ApiStream {
    const { appId, lookBackHours } = this.options;
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const { body, headers } = await this.api.get(`v1/apps/${appId}/customerReviews`, {
        schema: listed,
        query: { sort: '-createdDate', include: 'response', limit: Math.min(step.size, MAX_LIMIT), cursor: step.token },
        resumes: step.token !== null,
        signal,
      });
      const [reviews, answers] = [reviewReader(appId, this.kit.now()), answerReader(this.kit.now())];
      const responses = responsesOf(body.included);
      const items = body.data.flatMap((raw) => {
        const given = answerTo(raw, responses);
        return [
          readItem(raw, reviews, step.maxItemBytes),
          ...(given === null ? [] : [readItem(given, answers, step.maxItemBytes)]),
        ];
      });
      return { items, next: cursorOf(body.links.next), notBefore: this.endOfBudget(headers['x-rate-limit']) };
    };
    return { name: 'reviews', lookBackMs: hoursToMs(lookBackHours), fetch };
  }

  /** Makes the answer or puts it in the place of the one before. @throws ConnectorError, ReplyError */
  async reply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    refuseTooLong(outgoing.text, ANSWER_LIMIT);
    const reviewId = outgoing.answers.externalId;
    await this.api.send('v1/customerReviewResponses', {
      schema: z.object({ data: z.object({ id: z.string() }) }),
      body: {
        data: {
          type: 'customerReviewResponses',
          attributes: { responseBody: outgoing.text },
          relationships: { review: { data: { type: 'customerReviews', id: reviewId } } },
        },
      },
      repeatable: true,
      signal,
    });
    return reviewAnswerReceipt(outgoing, this.kit.now());
  }

  /** Looks at the answer that stands with the review. @throws ConnectorError */
  async findReply(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const reviewId = outgoing.answers.externalId;
    const path = `v1/customerReviews/${encodeURIComponent(reviewId)}/response`;
    return foundReviewAnswer(outgoing, await this.standingAnswer(path, signal));
  }

  private async standingAnswer(path: string, signal: AbortSignal): Promise<string | null> {
    try {
      const { body } = await this.api.get(path, { schema: standing, signal });
      return body.data?.attributes.responseBody ?? null;
    } catch (error) {
      // A review without an answer has no such place.
      if (error instanceof ConnectorError && error.kind === 'misconfigured') return null;
      throw error;
    }
  }

  /** A new one for each request: signing takes no time, and clocks differ. */
  private token(): string {
    const issued = Math.floor(this.kit.now().getTime() / 1000);
    const key = { algorithm: 'ES256', pem: this.kit.secrets['privateKey'] ?? '', keyId: this.options.keyId } as const;
    const claims = { iss: this.options.issuerId, iat: issued, exp: issued + LIFETIME_S, aud: 'appstoreconnect-v1' };
    return signedJwt(key, claims);
  }

  /** `user-hour-lim:3600;user-hour-rem:0;` counts the last hour, so after an hour everything is there again. */
  private endOfBudget(header: string | undefined): Date | null {
    const remaining = /user-hour-rem:(\d+)/.exec(header ?? '')?.[1];
    return remaining === '0' ? new Date(this.kit.now().getTime() + HOUR_MS) : null;
  }
}

function responsesOf(included: readonly unknown[]): Map<string, unknown> {
  return new Map(
    included.flatMap((raw) => {
      const read = response.safeParse(raw);
      return read.success ? [[read.data.id, read.data.attributes] as const] : [];
    }),
  );
}

function answerTo(raw: unknown, responses: ReadonlyMap<string, unknown>): unknown {
  const read = withResponse.safeParse(raw);
  const id = read.success ? read.data.relationships?.response?.data?.id : undefined;
  if (!read.success || id === undefined || !responses.has(id)) return null;
  return { reviewId: read.data.id, at: read.data.attributes?.createdDate, attributes: responses.get(id) };
}

/** Only the position is taken from the address of the next page, never the address. */
function cursorOf(next: string | null | undefined): string | null {
  return next && URL.canParse(next) ? new URL(next).searchParams.get('cursor') : null;
}
