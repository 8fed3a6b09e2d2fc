import {
  foundReviewAnswer,
  hoursToMs,
  isListOrNothing,
  JsonApi,
  readAnsweredReviews,
  refuseTooLong,
  reviewAnswerReceipt,
  streamConnector,
  type ApiRefusal,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { GooglePlayOptions } from './google-play-options.js';
import { ANSWER_LIMIT } from './answer-limit.js';
import { answerReader, developersAnswer, hasAnswer, review, reviewReader } from './review-mapper.js';
import { readKeyFile, ServiceAccountToken } from './service-account.js';

/** What the API gives at most. */
const MAX_RESULTS = 100;

const listed = z
  .looseObject({
    reviews: z.array(z.unknown()).optional(),
    tokenPagination: z.object({ nextPageToken: z.string().nullish() }).nullish(),
  })
  .refine(isListOrNothing(['reviews', 'tokenPagination', 'pageInfo']), 'has no reviews');

/** Reads the reviews of the last week, the most recently changed first, and answers them. */
export function googlePlayConnector(options: GooglePlayOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const { packageName } = options;
  const api = new JsonApi(kit.http, { name: 'Google Play', baseUrl: options.baseUrl, judge: judgeRefusal });
  const path = `androidpublisher/v3/applications/${packageName}/reviews`;
  let token: ServiceAccountToken | null = null;
  const login = async (signal: AbortSignal): Promise<Record<string, string>> => {
    token ??= serviceAccountToken(kit);
    return { authorization: `Bearer ${await token.get(signal)}` };
  };

  const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
    const { body } = await api.get(path, {
      schema: listed,
      query: { maxResults: Math.min(Math.max(step.size, 1), MAX_RESULTS), token: step.token },
      headers: await login(signal),
      resumes: step.token !== null,
      signal,
    });
    const [reviews, answers] = [reviewReader(packageName, kit.now()), answerReader(kit.now())];
    const items = readAnsweredReviews(body.reviews ?? [], { reviews, answers, hasAnswer }, step.maxItemBytes);
    return { items, next: body.tokenPagination?.nextPageToken ?? null };
  };
  const stream: ApiStream = { name: 'reviews', lookBackMs: hoursToMs(options.lookBackHours), fetch };

  return streamConnector({
    summary: `Google Play: ${packageName}`,
    streams: async () => [stream],
    warnings: (preview) =>
      preview.length === 0 ? ['Google shows only reviews with text of the last seven days; there are none now'] : [],
    now: kit.now,

    async reply(outgoing, signal) {
      refuseTooLong(outgoing.text, ANSWER_LIMIT);
      await api.send(`${path}/${encodeURIComponent(outgoing.answers.externalId)}:reply`, {
        schema: z.object({}),
        body: { replyText: outgoing.text },
        headers: await login(signal),
        // A review has one answer; sending it again puts the same in its place.
        repeatable: true,
        signal,
      });
      return reviewAnswerReceipt(outgoing, kit.now());
    },

    async findReply(outgoing, signal) {
      const asked = { schema: review, headers: await login(signal), signal };
      const { body } = await api.get(`${path}/${encodeURIComponent(outgoing.answers.externalId)}`, asked);
      return foundReviewAnswer(outgoing, developersAnswer(body)?.text);
    },
  });
}

function serviceAccountToken(kit: ConnectorKit): ServiceAccountToken {
  const key = readKeyFile(kit.secrets['serviceAccount'] ?? '');
  const api = new JsonApi(kit.http, { name: 'Google', baseUrl: key.token_uri, judge: judgeToken });
  return new ServiceAccountToken(key, api, kit.now);
}

const refusalBody = z.object({ error: z.object({ status: z.string().nullish() }) });

/** A quota that is used up is said with 403 by older Google APIs, with its name in the body. */
function judgeRefusal({ body, byStatus }: ApiRefusal): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  if (!read.success || read.data.error.status !== 'RESOURCE_EXHAUSTED') return null;
  return new ConnectorError('rate_limited', 'The quota of the Google project is used up', { cause: byStatus });
}

/** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
function judgeToken({ status, byStatus }: ApiRefusal): ConnectorError | null {
  if (status !== 400) return null;
  return new ConnectorError('credentials_rejected', 'Google does not take the service account’s key', {
    cause: byStatus,
    advice: 'The key may be deleted or the clock of this machine be wrong: check both, or make a new key.',
  });
}
