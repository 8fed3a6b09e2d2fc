import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

const handle = z
  .string()
  .trim()
  .regex(/^@?([\w-]+\.)+[\w-]+$|^did:[a-z]+:[\w.:%-]+$/, 'must be a handle such as shop.bsky.social, or a DID');

/** Which posts of Bluesky are read. The app password is kept with the secrets. */
export const blueskyOptions = z.strictObject({
  baseUrl: baseUrlField('https://bsky.social')
    .default('https://bsky.social')
    .describe('The server on which your account is; https://bsky.social unless you moved it.'),
  identifier: handle.describe('The handle of your account, such as shop.bsky.social.'),
  mentions: z.boolean().default(true).describe('Read posts that mention, answer or quote your account.'),
  searches: z
    .array(z.string().trim().min(2).max(200))
    .max(20)
    .default([])
    .describe('Words that public posts contain: names of your products, of the company.'),
  ownAccounts: z.array(handle).max(50).default([]).describe('Other accounts of your team: their posts are answers.'),
  lookBackHours: lookBackField(6),
});

export type BlueskyOptions = z.output<typeof blueskyOptions>;
