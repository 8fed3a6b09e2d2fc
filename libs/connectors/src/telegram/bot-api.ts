import { JsonApi, type ApiRefusal, type ConnectorKit } from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';
import { WithoutToken } from './bot-token.js';

const refusalBody = z.object({
  description: z.string().default(''),
  parameters: z.object({ retry_after: z.number().positive().nullish() }).nullish(),
});

/** The methods of the Bot API that are used: https://core.telegram.org/bots/api */
export class BotApi {
  private readonly reading: JsonApi;
  private readonly writing: JsonApi;

  constructor(baseUrl: string, token: string, kit: Pick<ConnectorKit, 'http' | 'now'>) {
    const http = new WithoutToken(kit.http, token);
    const service = { name: 'Telegram', baseUrl: `${baseUrl.replace(/\/+$/, '')}/bot${token}` };
    this.reading = new JsonApi(http, { ...service, judge: (refusal) => judged(refusal, kit.now()) });
    this.writing = new JsonApi(http, { ...service, judge: (refusal) => judgedWriting(refusal, kit.now()) });
  }

  /** For methods that write nothing a customer sees. @throws ConnectorError */
  async call<Result>(
    method: string,
    parameters: Readonly<Record<string, unknown>>,
    result: z.ZodType<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const { body } = await this.reading.call(method, { schema: z.object({ result }), body: parameters, signal });
    return body.result;
  }

  /** @throws ConnectorError, ReplyError */
  async send<Result>(
    method: string,
    parameters: Readonly<Record<string, unknown>>,
    result: z.ZodType<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const schema = z.object({ result });
    const { body } = await this.writing.send(method, { schema, body: parameters, repeatable: false, signal });
    return body.result;
  }
}

/** What a refusal requires; statuses are those of the field `error_code`. */
function judged({ status, body, byStatus }: ApiRefusal, now: Date): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  const { description = '', parameters = null } = read.success ? read.data : {};
  const options = { cause: byStatus };
  const seconds = parameters?.retry_after ?? null;
  if (status === 429 && seconds !== null) {
    const retryAt = new Date(now.getTime() + seconds * 1000);
    return new ConnectorError('rate_limited', `Telegram wants ${seconds} seconds of peace`, { ...options, retryAt });
  }
  // A token of another form is not found.
  if (status === 401 || (status === 404 && /^Not Found$/i.test(description)))
    return new ConnectorError('credentials_rejected', 'Telegram does not know the token of the bot', {
      ...options,
      advice: 'Ask @BotFather for the token and enter it anew.',
    });
  return status === 409 ? conflict(description, options) : null;
}

function judgedWriting(refusal: ApiRefusal, now: Date): Error | null {
  if (refusal.status !== 403) return judged(refusal, now);
  return new ReplyError('refused', 'Telegram does not let the bot write there', {
    cause: refusal.byStatus,
    advice: 'The customer has blocked the bot, or it was removed from the group: answer by another way.',
  });
}

/** Only one at a time may ask for a bot's messages. */
function conflict(description: string, options: { cause: unknown }): ConnectorError {
  if (/webhook/i.test(description))
    return new ConnectorError('misconfigured', 'Telegram sends this bot’s messages to a webhook instead', {
      ...options,
      advice: 'Set delivery to webhook, or call deleteWebhook for this bot.',
    });
  return new ConnectorError('unreachable', 'Somebody else is asking for the messages of this bot', {
    ...options,
    advice: 'Use a bot of its own for Earshot: two readers take each other’s messages away.',
  });
}
