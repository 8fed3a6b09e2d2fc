import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** An app whose reviews in the App Store are read. The private key is kept with the secrets. */
export const appStoreOptions = z
  .strictObject({
    appId: z
      .string()
      .trim()
      .regex(/^\d{6,12}$/, 'must be the number in the address of the app, as in …/id1234567890')
      .describe('The Apple ID of your app: the number in its address.'),
    issuerId: z
      .string()
      .trim()
      .regex(/^[0-9a-f-]{36}$/i, 'must be the issuer ID of App Store Connect')
      .nullable()
      .default(null)
      .describe('Issuer ID of the API key. Empty: only the public feed is read, which is incomplete and often late.'),
    keyId: z
      .string()
      .trim()
      .regex(/^[A-Z0-9]{10}$/, 'must be the key ID, ten letters and digits')
      .nullable()
      .default(null)
      .describe('Key ID of the API key.'),
    countries: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[a-z]{2}$/, 'must be a country code such as fi'),
      )
      .min(1)
      .max(50)
      .default(['us'])
      .describe('Countries whose public feeds are read; only without an API key, which reads all of them.'),
    baseUrl: baseUrlField('https://api.appstoreconnect.apple.com')
      .default('https://api.appstoreconnect.apple.com')
      .describe('The API of App Store Connect.'),
    feedBaseUrl: baseUrlField('https://itunes.apple.com')
      .default('https://itunes.apple.com')
      .describe('Where the public feeds are.'),
    lookBackHours: lookBackField(48),
  })
  .refine(({ issuerId, keyId }) => (issuerId === null) === (keyId === null), {
    path: ['keyId'],
    error: 'issuerId and keyId belong together: set both, or neither',
  });

export type AppStoreOptions = z.output<typeof appStoreOptions>;
