import { pushedDefinition } from '@earshot/connector-kit';
import { CHANNELS, ConnectorError } from '@earshot/domain';
import { z } from 'zod';

export const webhookOptions = z.strictObject({
  channel: z.enum(CHANNELS).default('form').describe('The channel of messages that name none.'),
});
export type WebhookOptions = z.output<typeof webhookOptions>;

/** Names of the secrets: while the sender changes from one to the next, both are good. */
export const WEBHOOK_SECRETS = ['secret', 'previousSecret'] as const;

/** Standard Webhooks wants keys of 24 to 64 bytes, written in base64 behind `whsec_`. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/** Another system sends messages, signed as Standard Webhooks has it (https://www.standardwebhooks.com). */
export const WEBHOOK = pushedDefinition<WebhookOptions>({
  kind: 'webhook',
  title: 'Webhook',
  group: 'house',
  summary: 'Webhook: another system sends messages to Earshot',
  options: webhookOptions,
  secretNames: WEBHOOK_SECRETS,
  check: (_options, secrets) => {
    const names = WEBHOOK_SECRETS.filter((name) => secrets[name] !== undefined);
    const wrong = names.find((name) => !SECRET.test(secrets[name] ?? ''));
    if (!names.includes('secret') || wrong !== undefined) {
      const what = wrong === undefined ? 'There is no secret' : `The secret '${wrong}' is no key`;
      throw new ConnectorError('misconfigured', `${what} with which deliveries are signed`, {
        advice: 'Enter whsec_ followed by 24 to 64 random bytes in base64, for example of: openssl rand -base64 32',
      });
    }
    const both =
      names.length === 2 ? ['Two secrets are good; remove the previous one when the sender has the new'] : [];
    return {
      summary: 'Ready: messages are taken at POST /api/v1/intake/ID, ID being that of the source',
      warnings: both,
    };
  },
});
