import { baseUrlField, lookBackField } from '@earshot/connector-kit';
import { z } from 'zod';

/** An app whose reviews on Google Play are read. The service account's key file is kept with the secrets. */
export const googlePlayOptions = z.strictObject({
  baseUrl: baseUrlField('https://androidpublisher.googleapis.com')
    .default('https://androidpublisher.googleapis.com')
    .describe('The API of the Play Console.'),
  packageName: z
    .string()
    .trim()
    .regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/, 'must be a package name such as com.example.shop')
    .describe('The package name of your app, such as com.example.shop.'),
  lookBackHours: lookBackField(48),
});

export type GooglePlayOptions = z.output<typeof googlePlayOptions>;
