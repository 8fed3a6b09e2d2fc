import { baseUrlField } from '@earshot/connector-kit';
import { z } from 'zod';

const account = z
  .string()
  .trim()
  .regex(/^@?\w{1,15}$|^\d{1,20}$/, 'must be a name such as @acme, or the number of an account');

/** What is read on X, and how many posts may be paid for. Tokens are kept with the secrets. */
export const xOptions = z
  .strictObject({
    baseUrl: baseUrlField('https://api.x.com').default('https://api.x.com').describe('The API.'),
    userId: z
      .string()
      .trim()
      .regex(/^\d{1,19}$/, 'must be the number of an account')
      .nullable()
      .default(null)
      .describe('The number of your account: posts that mention it are read, what it writes is an answer.'),
    searches: z
      .array(z.string().trim().min(2).max(400))
      .max(10)
      .default([])
      .describe('What posts of the last seven days are searched for, in the query language of X.'),
    ownAccounts: z
      .array(account)
      .max(50)
      .default([])
      .describe('Other accounts of your team, by name or number: what they write is an answer.'),
    postsPerMonth: z
      .int()
      .min(100)
      .max(10_000_000)
      .default(5_000)
      .describe('At most so many posts are read in a month, because each is billed. Then the source waits.'),
    replies: z
      .boolean()
      .default(false)
      .describe('Answer from here; needs the four keys and tokens of your account among the secrets.'),
  })
  .refine(({ userId, searches }) => userId !== null || searches.length > 0, {
    path: ['userId'],
    error: 'userId or searches must say what is read',
  })
  .refine(({ userId, replies }) => userId !== null || !replies, {
    path: ['userId'],
    error: 'answers need the number of your account',
  });

export type XOptions = z.output<typeof xOptions>;
