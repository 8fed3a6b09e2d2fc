import {
  HttpStatusError,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type SecretFault,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import type { TelegramOptions } from './telegram-options.js';

const TOKEN = /^(\d{5,16}):[\w-]{20,100}$/;

/** https://core.telegram.org/bots/api#setwebhook, `secret_token` */
const WEBHOOK_SECRET = /^[\w-]{1,256}$/;

/** What keeps the secrets from being those of a bot; that there is no token is told by whoever needs it. */
export function botSecretFaults(
  { botToken, webhookSecret }: Readonly<Record<string, string>>,
  { delivery }: Pick<TelegramOptions, 'delivery'>,
): SecretFault[] {
  const isToken = botToken === undefined || TOKEN.test(botToken);
  const isNeeded = delivery === 'webhook' && webhookSecret === undefined;
  const isSecret = webhookSecret === undefined || WEBHOOK_SECRET.test(webhookSecret);
  const right = 'it must be 1 to 256 of the characters A-Z, a-z, 0-9, _ and -, as they were given to setWebhook';
  return [
    ...(isToken
      ? []
      : [{ name: 'botToken', message: 'is no token of a bot; it must be the whole of what @BotFather gave you' }]),
    ...(isNeeded ? [{ name: 'webhookSecret', message: `is missing, and delivery is webhook; ${right}` }] : []),
    ...(isSecret ? [] : [{ name: 'webhookSecret', message: `is none that Telegram takes; ${right}` }]),
  ];
}

export interface BotToken {
  readonly token: string;
  /** The bot's own user id, which its token begins with. */
  readonly botId: number;
}

/** @throws ConnectorError `credentials_rejected` when the secret is no token */
export function readBotToken(secret: string | undefined): BotToken {
  const botId = TOKEN.exec(secret ?? '')?.[1];
  if (secret === undefined || botId === undefined)
    throw new ConnectorError('credentials_rejected', 'The secret botToken is not the token of a bot', {
      advice: 'Enter the whole token that @BotFather gave you, such as 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw.',
    });
  return { token: secret, botId: Number(botId) };
}

/** Telegram wants its token in the address, which stands in messages and logs: there it is left out. */
export class WithoutToken implements HttpClient {
  constructor(
    private readonly http: HttpClient,
    private readonly token: string,
  ) {}

  async request(url: string, request?: HttpRequest): Promise<HttpResponse> {
    try {
      return this.shown(await this.http.request(url, request));
    } catch (error) {
      if (error instanceof HttpStatusError)
        throw new HttpStatusError(
          error.kind,
          this.without(error.message),
          this.shown(error.response),
          optionsOf(error),
        );
      if (error instanceof ConnectorError)
        throw new ConnectorError(error.kind, this.without(error.message), { ...optionsOf(error), cause: error.cause });
      throw error;
    }
  }

  private shown(response: HttpResponse): HttpResponse {
    return { ...response, url: this.without(response.url) };
  }

  private without(text: string): string {
    return text.replaceAll(this.token, '…').replaceAll(encodeURIComponent(this.token), '…');
  }
}

function optionsOf({ retryAt, advice }: ConnectorError): { retryAt?: Date; advice?: string } {
  return { ...(retryAt !== null && { retryAt }), ...(advice !== null && { advice }) };
}
