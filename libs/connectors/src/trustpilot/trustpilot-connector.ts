import {
  hoursToMs,
  JsonApi,
  readAnsweredReviews,
  spentBudget,
  streamConnector,
  type ApiStep,
  type Connector,
  type ConnectorKit,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { answerReader, hasAnswer, reviewReader } from './review-mapper.js';
import type { TrustpilotOptions } from './trustpilot-options.js';
import { TrustpilotReplies } from './trustpilot-replies.js';

/** Pages are numbered, so their size must not change while they are read. The most that the API gives. */
const PAGE_SIZE = 100;

const listed = z.object({ reviews: z.array(z.unknown()), links: z.array(z.unknown()).nullish() });
/** Among the links of a list, that of its next page. */
const nextPage = z.object({ rel: z.literal('next-page') });

/** Reads the reviews of one business unit by their date. */
export function trustpilotConnector(options: TrustpilotOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const headers = (): Record<string, string> => ({ apikey: kit.secrets['apiKey'] ?? '' });
  const api = new JsonApi(kit.http, { name: 'Trustpilot', baseUrl: options.baseUrl, headers });
  const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
    const page = Number(step.token ?? 1);
    const answer = await api.get(`v1/business-units/${options.businessUnitId}/reviews`, {
      schema: listed,
      query: { perPage: PAGE_SIZE, page, orderBy: 'createdat.desc' },
      resumes: step.token !== null,
      signal,
    });
    const { reviews: raws } = answer.body;
    const [reviews, answers] = [reviewReader(kit.now()), answerReader(kit.now())];
    const items = readAnsweredReviews(raws, { reviews, answers, hasAnswer }, step.maxItemBytes);
    // A page may be shorter than was asked for though the service names another one.
    const isMore =
      raws.length === PAGE_SIZE || (answer.body.links ?? []).some((link) => nextPage.safeParse(link).success);
    const next = raws.length > 0 && isMore ? String(page + 1) : null;
    return { items, next, notBefore: spentBudget(answer.headers, kit.now()) };
  };
  const replies = new TrustpilotReplies(options, kit, api);
  return streamConnector({
    summary: `Trustpilot: business unit ${options.businessUnitId}`,
    streams: async () => [{ name: 'reviews', lookBackMs: hoursToMs(options.lookBackHours), fetch }],
    warnings: (preview) => (preview.length === 0 ? ['The company has no reviews; check the ID'] : []),
    now: kit.now,
    reply: (outgoing, signal) => replies.send(outgoing, signal),
    findReply: (outgoing, signal) => replies.find(outgoing, signal),
  });
}
