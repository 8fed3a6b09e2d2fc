import { z } from 'zod';
import { faultWords } from './fault-words.js';

const said = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value, { error: faultWords }).error?.issues.map(({ message }) => message) ?? [];

describe('what is wrong with a request', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing'],
    [z.array(z.string()), undefined, 'is missing'],
    [z.array(z.string()), 'a', 'must be a list'],
    [z.int(), 'a', 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.int().min(5), 4, 'must be at least 5'],
    [z.number().lt(5), 5, 'must be less than 5'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(3), 'a', 'must have at least 3 characters'],
    [z.string().max(3), 'abcd', 'must have at most 3 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    [z.enum(['yes', 'no']), 'maybe', 'must be one of yes, no'],
    [z.literal('yes'), 'no', 'must be yes'],
    [z.iso.datetime(), 'soon', 'must be an instant such as 2026-01-31T08:00:00Z'],
    [z.string().regex(/^a$/), 'b', 'has not the form that it must have'],
    [z.union([z.string(), z.number()]), true, 'is not right'],
    [z.string({ error: 'must be a name' }), 5, 'must be a name'],
    [z.string().refine(() => false, 'is taken'), 'a', 'is taken'],
  ])('is said in the words of the house: %#', (schema, value, words) => {
    expect(said(schema, value)).toEqual([words]);
  });

  it('is said for every part of it, at any depth', () => {
    const schema = z.object({ people: z.array(z.object({ name: z.string() })), note: z.string().max(1) });
    expect(said(schema, { people: [{}], note: 'ab' })).toEqual(['is missing', 'must have at most 1 character']);
  });
});
