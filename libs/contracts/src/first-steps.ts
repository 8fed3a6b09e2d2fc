import { z } from 'zod';
import { Id, Version } from './common.js';

/** What a new house does first; each step is true once it was done. */
export const FirstSteps = z.object({
  /** The reader has put them aside. */
  done: z.boolean(),
  /** The first password was replaced by one of the reader's own. */
  password: z.boolean(),
  /** There is a source beside the sample. */
  source: z.boolean(),
  /** Somebody has saved who is to be answered when. */
  standards: z.boolean(),
  /** Somebody else may sign in. */
  colleague: z.boolean(),
  /** The sample messages, as long as they are there. */
  sample: z.object({ id: Id, name: z.string(), version: Version }).nullable(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;
