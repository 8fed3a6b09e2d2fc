import { z } from 'zod';
import { CHANNELS, VERDICTS, VISIBLE_CHARACTER } from '@earshot/domain';
import { Id } from './common.js';

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'is empty', abort: true })
    .max(most)
    .refine((words) => VISIBLE_CHARACTER.test(words), 'is empty: nobody sees any of its characters');

const NO_CALLER = 'must have a customerId, or at least one of name, address and phone';

/** Who called or came by: somebody known, or what they said of themselves, by which they are found again. */
const Caller = z.union(
  [
    z.strictObject({ customerId: Id }),
    z
      .strictObject({
        name: line(200).optional(),
        address: z.email().max(300).optional(),
        /** However it is written; without a country code it is of the country of the house's calendar. */
        phone: z
          .string()
          .regex(/^\+?(?=.*\d)[\d\s()/.-]{3,30}$/, 'must be a telephone number such as +358 40 1234567')
          .optional(),
      })
      .refine((said) => Object.values(said).some((value) => value !== undefined), NO_CALLER),
  ],
  { error: NO_CALLER },
);

/** A call or a visit, typed in by whoever took it. */
export const ByHandRequest = z.strictObject({
  /** The source of the kind `by-hand` that keeps it; left out: `By hand`, which is added with the first one. */
  sourceId: Id.optional(),
  customer: Caller,
  /** When the customer spoke, which is when the clock starts. */
  at: z.iso.datetime({ offset: true }),
  channel: z.enum(CHANNELS).default('phone'),
  subject: line(300).optional(),
  /** What the customer said, best in their own words. */
  text: line(20_000),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as fi')
    .optional(),
});
export type ByHandRequest = z.infer<typeof ByHandRequest>;

export const ByHandAnswer = z.object({
  messageId: Id,
  /** The case that it opened or joined; `null` when nothing in it says that the customer is unhappy. */
  caseId: Id.nullable(),
  verdict: z.enum(VERDICTS).nullable(),
});
export type ByHandAnswer = z.infer<typeof ByHandAnswer>;
