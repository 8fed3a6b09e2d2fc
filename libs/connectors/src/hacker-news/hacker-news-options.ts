import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** What is looked for on Hacker News. */
export const hackerNewsOptions = z.strictObject({
  baseUrl: baseUrlField('https://hn.algolia.com')
    .default('https://hn.algolia.com')
    .describe('The search service of Hacker News.'),
  queries: z
    .array(z.string().trim().min(2).max(200))
    .min(1)
    .max(20)
    .describe('Names under which people speak of you: products, the company, its domain.'),
  exact: z.boolean().default(true).describe('Only these words as they are written, without corrected spelling.'),
  ownAccounts: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[\w-]{2,15}$/, 'must be a user name of Hacker News'),
    )
    .max(50)
    .default([])
    .describe('User names of your team: their comments are answers, not messages.'),
  lookBackHours: lookBackField(24),
});

export type HackerNewsOptions = z.output<typeof hackerNewsOptions>;
