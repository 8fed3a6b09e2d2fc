import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** What is read on VKontakte. The access token is kept with the secrets. */
export const vkontakteOptions = z
  .strictObject({
    baseUrl: baseUrlField('https://api.vk.ru').default('https://api.vk.ru').describe('The API.'),
    communityId: z
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe('The number of your community: comments below its newest posts are read, what it writes is an answer.'),
    posts: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .describe('How many of the newest posts of the community are watched for comments.'),
    visitorPosts: z
      .boolean()
      .default(false)
      .describe('Read what visitors post on the wall of the community, where it lets them.'),
    topics: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe('How many of the discussions that were written in last are watched, where the community has them.'),
    searches: z
      .array(z.string().trim().min(2).max(200))
      .max(20)
      .default([])
      .describe('Words that public posts contain: names of products, of the company.'),
    confirmationCode: z
      .string()
      .trim()
      .regex(/^[\w-]{1,100}$/, 'must be the string that the server must return')
      .nullable()
      .default(null)
      .describe('What the Callback API of your community wants to be answered; empty where nothing is pushed.'),
    lookBackHours: lookBackField(24),
  })
  .refine(({ communityId, searches }) => communityId !== null || searches.length > 0, {
    path: ['communityId'],
    error: 'communityId or searches must say what is read',
  });

export type VkontakteOptions = z.output<typeof vkontakteOptions>;
