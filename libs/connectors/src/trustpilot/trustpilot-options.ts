import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** A company whose reviews on Trustpilot are read. The API key is kept with the secrets. */
export const trustpilotOptions = z.strictObject({
  baseUrl: baseUrlField('https://api.trustpilot.com').default('https://api.trustpilot.com').describe('The API.'),
  businessUnitId: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{24}$/i, 'must be the 24 digits and letters of a business unit')
    .describe('The ID of your business unit; Trustpilot Business shows it under Integrations.'),
  businessUserId: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{24}$/i, 'must be the 24 digits and letters of a user')
    .nullable()
    .default(null)
    .describe('The ID of the user of Trustpilot Business who answers; empty: answers are written there.'),
  lookBackHours: lookBackField(72),
});

export type TrustpilotOptions = z.output<typeof trustpilotOptions>;
