import { z } from 'zod';

const HOUR_MS = 3_600_000;

/**
 * A web address among the options. Options are shown and exported in clear, so that none may carry a user name or a
 * password; they belong to the secrets.
 *
 * @param example an address of the kind that is meant, for the message
 */
export function webAddressField(example: string) {
  return z
    .url({ protocol: /^https?$/, error: `must be an http or https address such as ${example}` })
    .refine((url) => !URL.canParse(url) || !carriesCredentials(new URL(url)), {
      error: 'must not contain a user name or password; they are kept encrypted with the secrets of the source',
    });
}

/** The address of a service, configurable for installations of one's own and for gateways of the house. */
export function baseUrlField(publicAddress: string) {
  return webAddressField(publicAddress).refine((url) => !URL.canParse(url) || new URL(url).search === '', {
    error: 'must not contain a query',
  });
}

function carriesCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

/** How far back a poll looks for late and edited items. Hours; a week at most, because it is read again each time. */
export function lookBackField(hours: number) {
  return z
    .number()
    .min(0)
    .max(168)
    .default(hours)
    .describe('How many hours back each poll looks again, for edits and for what appeared late.');
}

export function hoursToMs(hours: number): number {
  return hours * HOUR_MS;
}
