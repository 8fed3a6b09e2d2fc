import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** A page whose comments and visitors' posts are read. Tokens are kept with the secrets. */
export const facebookOptions = z.strictObject({
  baseUrl: baseUrlField('https://graph.facebook.com/v26.0')
    .default('https://graph.facebook.com/v26.0')
    .describe('The Graph API with its version.'),
  pageId: z
    .string()
    .trim()
    .regex(/^\d{5,20}$/, 'must be the number of a page')
    .describe('The number of your page: what it writes below others is an answer.'),
  posts: z
    .int()
    .min(0)
    .max(100)
    .default(25)
    .describe('How many of the newest posts on the page are watched for comments.'),
  lookBackHours: lookBackField(24),
});

export type FacebookOptions = z.output<typeof facebookOptions>;
