import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** A channel whose comments are read. The API key is kept with the secrets. */
export const youtubeOptions = z.strictObject({
  baseUrl: baseUrlField('https://youtube.googleapis.com')
    .default('https://youtube.googleapis.com')
    .describe('The YouTube Data API.'),
  channelId: z
    .string()
    .trim()
    .regex(/^UC[\w-]{22}$/, 'must be a channel ID: UC and 22 more characters')
    .describe('The ID of your channel: its comments are answers, not messages.'),
  videoIds: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[\w-]{11}$/, 'must be the eleven characters of a video'),
    )
    .max(50)
    .default([])
    .describe('Only comments on these videos, also of other channels. Empty: all videos of your channel.'),
  clientId: z
    .string()
    .trim()
    .min(10)
    .max(200)
    .nullable()
    .default(null)
    .describe('The OAuth client of your Google project, to answer from here; empty: comments are only read.'),
  authorizeUrl: baseUrlField('https://accounts.google.com/o/oauth2/v2/auth')
    .default('https://accounts.google.com/o/oauth2/v2/auth')
    .describe('Where the owner of the channel consents.'),
  tokenUrl: baseUrlField('https://oauth2.googleapis.com/token')
    .default('https://oauth2.googleapis.com/token')
    .describe('Where access tokens are issued.'),
  lookBackHours: lookBackField(48),
});

export type YoutubeOptions = z.output<typeof youtubeOptions>;
