import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

const username = z
  .string()
  .trim()
  .regex(/^@?[\p{L}\p{N}_.-]{1,60}$/u, 'must be a user name of the forum');

/** A forum that runs Discourse. The API key is kept with the secrets. */
export const discourseOptions = z.strictObject({
  baseUrl: baseUrlField('https://forum.example.org').describe('The address of the forum, with its path if it has one.'),
  username: username
    .nullable()
    .default(null)
    .describe(
      'The user that the API key belongs to; needed with a key, and to answer. Answers appear under this name.',
    ),
  ownUsernames: z
    .array(username)
    .max(200)
    .default([])
    .describe('User names of your team: their posts are answers, not messages.'),
  staffIsOwn: z
    .boolean()
    .default(true)
    .describe('Posts by moderators and administrators are answers. Switch off where customers moderate.'),
  lookBackHours: lookBackField(24),
});

export type DiscourseOptions = z.output<typeof discourseOptions>;
