import { SPIKE_KINDS } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf } from './common.js';

export const SpikeQuery = z.strictObject({
  /** `true`: only those that are not over. */
  running: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SpikeQuery = z.infer<typeof SpikeQuery>;

/** An episode of unusually many unhappy messages: `count` came within `hours`, where `usual` is what the weeks before say. */
export const SpikeView = z.object({
  id: Id,
  kind: z.enum(SPIKE_KINDS),
  /** The source's id, the topic, or the word. */
  key: z.string(),
  /** The source's name, the topic, or the word. */
  what: z.string(),
  startedAt: Instant,
  lastSeenAt: Instant,
  endedAt: Instant.nullable(),
  hours: z.int(),
  count: z.int(),
  usual: z.number(),
  /** How many weeks it was compared with. */
  weeks: z.int(),
  /** What else rises with mostly the same messages: told once, as one episode. */
  also: z.array(z.object({ kind: z.enum(SPIKE_KINDS), key: z.string(), what: z.string() })),
  acknowledged: z.object({ at: z.iso.datetime({ offset: true }), by: z.string().nullable() }).nullable(),
  /** The messages that make it, newest first, at most 200, and the cases that they stand in. */
  messages: z.array(z.object({ id: Id, caseId: Id.nullable() })),
});
export type SpikeView = z.infer<typeof SpikeView>;

/** Until three weeks are known nothing is called unusual; `null`: enough is known. */
export const SpikeLearning = z
  .object({
    /** From when on it is; `null` while there is no message yet. */
    until: Instant.nullable(),
  })
  .nullable();

export const SpikePage = pageOf(SpikeView).extend({ learning: SpikeLearning });
export type SpikePage = z.infer<typeof SpikePage>;
