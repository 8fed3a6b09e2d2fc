import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** A professional account whose comments are read. Tokens are kept with the secrets. */
export const instagramOptions = z.strictObject({
  baseUrl: baseUrlField('https://graph.facebook.com/v26.0')
    .default('https://graph.facebook.com/v26.0')
    .describe('The Graph API with its version; https://graph.instagram.com/v26.0 for tokens of Instagram Login.'),
  accountId: z
    .string()
    .trim()
    .regex(/^\d{5,20}$/, 'must be the number of an Instagram account')
    .describe('The number of your professional account, as the Graph API names it.'),
  username: z
    .string()
    .trim()
    .regex(/^@?[\w.]{1,30}$/, 'must be a name such as acme_shop')
    .describe('The name of your account: what it writes below others is an answer.'),
  media: z
    .int()
    .min(1)
    .max(100)
    .default(25)
    .describe('How many of your newest pictures and films are watched for comments.'),
  lookBackHours: lookBackField(24),
});

export type InstagramOptions = z.output<typeof instagramOptions>;
