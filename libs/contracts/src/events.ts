import { CHANGE_TOPICS } from '@earshot/domain';
import { z } from 'zod';
import { Id } from './common.js';

/**
 * What the event stream carries: ids only, the reader asks again for what it shows. A topic without any id says that
 * anything of it may have changed.
 */
export const ChangeEvent = z.object({
  /** The cursor to resume from (SSE `Last-Event-ID`). */
  id: Id,
  topics: z.array(z.enum(CHANGE_TOPICS)),
  caseIds: z.array(Id),
  sourceIds: z.array(Id),
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;
