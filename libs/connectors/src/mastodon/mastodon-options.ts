import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** Which posts of a Mastodon server are read. The access token is kept with the secrets. */
export const mastodonOptions = z.strictObject({
  baseUrl: baseUrlField('https://mastodon.social')
    .default('https://mastodon.social')
    .describe('The server on which your account is, or whose public posts are read.'),
  mentions: z.boolean().default(true).describe('Read posts that mention your account; needs the access token.'),
  hashtags: z
    .array(
      z
        .string()
        .trim()
        .regex(/^#?[\p{L}\p{N}_·]{1,100}$/u, 'must be one word, with or without #'),
    )
    .max(20)
    .default([])
    .describe('Read public posts with these hashtags, as far as the server knows them.'),
  ownAccounts: z
    .array(
      z
        .string()
        .trim()
        .regex(/^@?[\w.-]+(@[\w.-]+)?$/, 'must be a name such as shop@mastodon.social'),
    )
    .max(50)
    .default([])
    .describe('Other accounts of your team: their posts are answers, not messages.'),
  replyVisibility: z
    .enum(['public', 'unlisted', 'private'])
    .default('unlisted')
    .describe('Who sees your answers. A direct message is always answered directly.'),
  postLength: z
    .int()
    .min(100)
    .max(100_000)
    .default(500)
    .describe('How long a post may be on your server; most keep to 500 characters.'),
  lookBackHours: lookBackField(6),
});

export type MastodonOptions = z.output<typeof mastodonOptions>;
