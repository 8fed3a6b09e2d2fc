import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

const id = (what: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{6,30}$/, `must be the digits of ${what}`);

/** Places of business whose reviews on Google are read. The client's secret and the refresh token are kept with the secrets. */
export const googleBusinessOptions = z.strictObject({
  baseUrl: baseUrlField('https://mybusiness.googleapis.com')
    .default('https://mybusiness.googleapis.com')
    .describe('The API of Google Business Profile.'),
  authorizeUrl: baseUrlField('https://accounts.google.com/o/oauth2/v2/auth')
    .default('https://accounts.google.com/o/oauth2/v2/auth')
    .describe('Where a person consents.'),
  tokenUrl: baseUrlField('https://oauth2.googleapis.com/token')
    .default('https://oauth2.googleapis.com/token')
    .describe('Where access tokens are issued.'),
  clientId: z.string().trim().min(10).max(200).describe('The client ID of your project in the Google Cloud console.'),
  accountId: id('an account').describe('The number of the account that the places belong to.'),
  locationIds: z.array(id('a location')).min(1).max(200).describe('The numbers of the places whose reviews are read.'),
  lookBackHours: lookBackField(168),
});

export type GoogleBusinessOptions = z.output<typeof googleBusinessOptions>;
