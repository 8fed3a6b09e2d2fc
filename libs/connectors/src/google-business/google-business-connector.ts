import {
  AccessTokens,
  foundReviewAnswer,
  hoursToMs,
  isListOrNothing,
  JsonApi,
  readAnsweredReviews,
  refuseTooLong,
  reviewAnswerReceipt,
  streamConnector,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type OutgoingReply,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { ANSWER_LIMIT } from './answer-limit.js';
import { googleBusinessClient } from './google-business-client.js';
import type { GoogleBusinessOptions } from './google-business-options.js';
import { answered, answerReader, hasAnswer, reviewReader } from './review-mapper.js';

/** What the API gives at most. */
const MAX_RESULTS = 50;

const listed = z
  .looseObject({
    reviews: z.array(z.unknown()).optional(),
    nextPageToken: z.string().nullish(),
    totalReviewCount: z.number().optional(),
  })
  .refine(isListOrNothing(['reviews', 'totalReviewCount', 'averageRating']), 'has no reviews');

/** Reads the reviews of places on Google, the most recently changed first, and answers them. */
export function googleBusinessConnector(options: GoogleBusinessOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const tokens = new AccessTokens(googleBusinessClient(options), kit);
  const api = new JsonApi(kit.http, { name: 'Google Business Profile', baseUrl: options.baseUrl });
  const login = async (signal: AbortSignal): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await tokens.token(signal)}`,
  });
  const reviewsOf = (locationId: string): string => `v4/accounts/${options.accountId}/locations/${locationId}/reviews`;
  const pathOf = ({ answers }: OutgoingReply): string => {
    const [locationId = '', reviewId = ''] = answers.externalId.split('/');
    return `${reviewsOf(locationId)}/${encodeURIComponent(reviewId)}`;
  };

  const streamOf = (locationId: string): ApiStream => ({
    name: `reviews:${locationId}`,
    lookBackMs: hoursToMs(options.lookBackHours),
    async fetch(step: StepRequest, signal: AbortSignal): Promise<ApiStep> {
      const { body } = await api.get(reviewsOf(locationId), {
        schema: listed,
        query: {
          pageSize: Math.min(Math.max(step.size, 1), MAX_RESULTS),
          orderBy: 'updateTime desc',
          pageToken: step.token,
        },
        headers: await login(signal),
        resumes: step.token !== null,
        signal,
      });
      const [reviews, answers] = [reviewReader(locationId, kit.now()), answerReader(locationId, kit.now())];
      const items = readAnsweredReviews(body.reviews ?? [], { reviews, answers, hasAnswer }, step.maxItemBytes);
      return { items, next: body.nextPageToken ? body.nextPageToken : null };
    },
  });

  return streamConnector({
    summary: `Google Business Profile: ${options.locationIds.length} of the places of account ${options.accountId}`,
    streams: async () => options.locationIds.map(streamOf),
    warnings: (preview) => (preview.length === 0 ? ['These places have no reviews; check their numbers'] : []),
    now: kit.now,

    async reply(outgoing, signal) {
      refuseTooLong(outgoing.text, ANSWER_LIMIT);
      await api.send(`${pathOf(outgoing)}/reply`, {
        method: 'PUT',
        schema: z.object({}),
        body: { comment: outgoing.text },
        headers: await login(signal),
        // A review has one answer; sending it again puts the same in its place.
        repeatable: true,
        signal,
      });
      return reviewAnswerReceipt(outgoing, kit.now());
    },

    async findReply(outgoing, signal) {
      const asked = { schema: answered, headers: await login(signal), signal };
      const { body } = await api.get(pathOf(outgoing), asked);
      return foundReviewAnswer(outgoing, body.reviewReply?.comment);
    },
  });
}
