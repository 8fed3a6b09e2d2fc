import {
  foundReviewAnswer,
  reviewAnswerReceipt,
  type ConnectorKit,
  type JsonApi,
  type OutgoingReply,
  type ReplyReceipt,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { TrustpilotOptions } from './trustpilot-options.js';

const TOKEN_PATH = 'v1/oauth/oauth-business-users-for-applications/accesstoken';
/** Seconds, written in digits. */
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(3600) });
const reviewAnswer = z.object({ companyReply: z.object({ text: z.string() }).nullish() });
/** A token that is about to expire would die on its way. Milliseconds. */
const MARGIN_MS = 60_000;

/** Answers reviews as one of the company's users; a review has one answer. */
export class TrustpilotReplies {
  private token: { readonly value: string; readonly until: number } | null = null;

  constructor(
    private readonly options: TrustpilotOptions,
    private readonly kit: ConnectorKit,
    private readonly api: JsonApi,
  ) {}

  /** https://developers.trustpilot.com/service-reviews-api @throws ConnectorError, ReplyError */
  async send(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    const { businessUserId } = this.options;
    if (businessUserId === null)
      throw new ConnectorError(
        'misconfigured',
        'Answers need the ID of a user of Trustpilot Business (businessUserId)',
      );
    await this.api.send(`v1/private/reviews/${encodeURIComponent(outgoing.answers.externalId)}/reply`, {
      // It answers with the reply, or with nothing but an empty object.
      schema: z.object({}),
      headers: { authorization: `Bearer ${await this.accessToken(signal)}` },
      body: { message: outgoing.text, authorBusinessUserId: businessUserId },
      repeatable: false,
      signal,
    });
    return reviewAnswerReceipt(outgoing, this.kit.now());
  }

  async find(outgoing: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const path = `v1/reviews/${encodeURIComponent(outgoing.answers.externalId)}`;
    const { body } = await this.api.get(path, { schema: reviewAnswer, signal });
    return foundReviewAnswer(outgoing, body.companyReply?.text);
  }

  /** https://developers.trustpilot.com/grant-type-client-credentials */
  private async accessToken(signal: AbortSignal): Promise<string> {
    const now = this.kit.now().getTime();
    if (this.token !== null && this.token.until > now + MARGIN_MS) return this.token.value;
    const { apiKey = '', apiSecret = '' } = this.kit.secrets;
    const { body } = await this.api.call(TOKEN_PATH, {
      schema: tokenAnswer,
      headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal,
    });
    this.token = { value: body.access_token, until: now + body.expires_in * 1000 };
    return body.access_token;
  }
}
