import { webAddressField } from '@earshot/connector-kit';
import { z } from 'zod';

export const feedOptions = z.strictObject({
  url: webAddressField('https://forum.example.org/feed.xml').describe(
    'The address of the feed: RSS, Atom, RDF or JSON Feed.',
  ),
  channel: z
    .enum(['forum', 'review', 'social'])
    .default('forum')
    .describe('What is written there: posts of a forum, reviews, or posts of a social network.'),
  ownNames: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .default([])
    .describe('Names under which your team writes there: what they write is an answer, no message.'),
  username: z
    .string()
    .min(1)
    .optional()
    .describe('Only for feeds behind a login: the user name. The password is kept with the secrets.'),
});

export type FeedOptions = z.infer<typeof feedOptions>;
