import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** What is read on Reddit. The client's secret is kept with the secrets. */
export const redditOptions = z
  .strictObject({
    approved: z
      .literal(true, { error: 'Reddit must have approved your application first; see the description of this channel' })
      .describe(
        'Reddit has approved your application: without it the API refuses, and reading by other ways is forbidden.',
      ),
    baseUrl: baseUrlField('https://oauth.reddit.com').default('https://oauth.reddit.com').describe('The API.'),
    loginUrl: baseUrlField('https://www.reddit.com')
      .default('https://www.reddit.com')
      .describe('Where access tokens are issued.'),
    clientId: z.string().trim().min(10).max(100).describe('The ID of your application.'),
    contact: z
      .string()
      .trim()
      .regex(/^[\w-]{3,20}$/, 'must be a user name of Reddit')
      .describe('The user name of who is responsible; Reddit wants it named in every request.'),
    searches: z
      .array(z.string().trim().min(2).max(200))
      .max(20)
      .default([])
      .describe('Words that posts contain: names of products, of the company.'),
    subreddits: z
      .array(
        z
          .string()
          .trim()
          .regex(/^\w{2,21}$/, 'must be the name of a subreddit, without r/'),
      )
      .max(20)
      .default([])
      .describe('Subreddits of which all posts and comments are read, such as your own.'),
    ownAccounts: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[\w-]{3,20}$/, 'must be a user name of Reddit'),
      )
      .max(50)
      .default([])
      .describe('User names of your team: what they write below others is an answer.'),
    replyAs: z
      .string()
      .trim()
      .regex(/^[\w-]{3,20}$/, 'must be a user name of Reddit')
      .nullable()
      .default(null)
      .describe('The user name of the account that answers from here; empty: Reddit is only read.'),
    lookBackHours: lookBackField(12),
  })
  .refine(({ searches, subreddits }) => searches.length + subreddits.length > 0, {
    path: ['searches'],
    error: 'searches or subreddits must say what is read',
  });

export type RedditOptions = z.output<typeof redditOptions>;
