import { z } from 'zod';

const HOUR_MS = 3_600_000;

/** The address of a service, configurable for installations of one's own and for gateways of the house. */
export function baseUrlField(publicAddress: string) {
  return z
    .url({ protocol: /^https?$/, error: `must be an http or https address such as ${publicAddress}` })
    .refine((url) => new URL(url).username === '' && new URL(url).search === '', {
      error: 'must not contain a user name or a query',
    });
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
