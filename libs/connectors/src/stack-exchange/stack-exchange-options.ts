import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** Which questions of a site of the Stack Exchange network are read. */
export const stackExchangeOptions = z
  .strictObject({
    baseUrl: baseUrlField('https://api.stackexchange.com')
      .default('https://api.stackexchange.com')
      .describe('The API of the network.'),
    site: z
      .string()
      .trim()
      .regex(/^[a-z0-9.-]{2,60}$/, 'must be the short name of a site, such as stackoverflow or superuser')
      .default('stackoverflow')
      .describe('The short name of the site: stackoverflow, superuser, serverfault …'),
    query: z
      .string()
      .trim()
      .min(2)
      .max(240)
      .nullable()
      .default(null)
      .describe('Words that the question contains, for example the name of your product.'),
    tags: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[\p{L}\p{N}+#.-]{1,35}$/u, 'must be a tag of the site'),
      )
      .max(20)
      .default([])
      .describe('Tags of which the question has at least one.'),
    ownUserIds: z
      .array(z.int().positive())
      .max(30)
      .default([])
      .describe('User numbers of your team (in the address of the profile): what they write is an answer.'),
    lookBackHours: lookBackField(24),
  })
  .refine(({ query, tags }) => query !== null || tags.length > 0, {
    path: ['query'],
    error: 'query or tags must say which questions are read; otherwise it would be all of the site',
  });

export type StackExchangeOptions = z.output<typeof stackExchangeOptions>;
