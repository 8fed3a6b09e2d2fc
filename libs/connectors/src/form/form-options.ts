import { webAddressField } from '@earshot/connector-kit';
import { z } from 'zod';

/** The languages in which forms are shown. */
export const FORM_LANGUAGES = ['en', 'fi', 'lv', 'sl', 'id', 'ru'] as const;
export type FormLanguage = (typeof FORM_LANGUAGES)[number];

/** Nothing but host and port: it goes into a header of every answer, where a `;` would begin another rule. */
const ORIGIN = /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/i;

const field = (what: string) =>
  z.enum(['required', 'optional', 'hidden']).describe(`Whether ${what} is asked for, and must be given.`);

/** A form for complaints on the house's own pages. */
export const formOptions = z.strictObject({
  origins: z
    .array(
      z.string().trim().toLowerCase().regex(ORIGIN, 'must be a website without a path, such as https://shop.example'),
    )
    .max(50)
    .default([])
    .describe('Websites that may show the form within their pages, such as https://shop.example.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .optional()
    .describe('What stands above it; by default in the visitor’s language.'),
  language: z
    .enum(FORM_LANGUAGES)
    .optional()
    .describe('Always this language; by default that of the visitor’s browser.'),
  name: field('the visitor’s name').default('optional'),
  email: field('an e-mail address').default('required'),
  orderNumber: field('the number of an order or contract').default('optional'),
  topics: z
    .array(z.string().trim().min(1).max(80))
    .max(30)
    .default([])
    .describe('What the visitor chooses from; without any, nothing is to be chosen.'),
  privacyUrl: webAddressField('https://shop.example/privacy')
    .optional()
    .describe('Where you say what you do with personal data; a link below the form leads there.'),
  minSeconds: z
    .number()
    .min(0)
    .max(60)
    .default(3)
    .describe('Who sends it sooner is asked to send it again: a program.'),
  maxPerHour: z.number().int().min(1).max(10_000).default(20).describe('How often one address may send it in an hour.'),
});

export type FormOptions = z.output<typeof formOptions>;
