import { pushedDefinition, type SecretFault } from '@earshot/connector-kit';
import { CHANNELS, ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import { rereadDelivered } from './delivered-row.js';

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
  requiredSecrets: ['secret'],
  reread: rereadDelivered,
  secretFaults: webhookSecretFaults,
  check: (_options, secrets) => {
    const [fault] = webhookSecretFaults(secrets);
    if (fault !== undefined)
      throw new ConnectorError('misconfigured', `The secret '${fault.name}' of deliveries ${fault.message}`, {
        advice: 'Enter it anew, here and where the sender keeps it',
      });
    const both =
      secrets['previousSecret'] === undefined
        ? []
        : ['Two secrets are good; remove the previous one when the sender has the new'];
    return {
      summary: 'Ready: messages are taken at POST /api/v1/intake/ID, ID being that of the source',
      warnings: both,
    };
  },
});

function webhookSecretFaults(secrets: Readonly<Record<string, string>>): SecretFault[] {
  const right = 'whsec_ followed by 24 to 64 random bytes in base64, for example of: openssl rand -base64 32';
  return WEBHOOK_SECRETS.flatMap((name) => {
    const secret = secrets[name];
    if (secret === undefined) return name === 'secret' ? [{ name, message: `is missing; it must be ${right}` }] : [];
    return isKey(secret) ? [] : [{ name, message: `is no key; it must be ${right}` }];
  });
}

function isKey(secret: string): boolean {
  const { length } = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return SECRET.test(secret) && length >= 24 && length <= 64;
}
