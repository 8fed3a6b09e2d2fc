import { z } from 'zod';
import { Id } from './common.js';
import { LedgerView } from './sources.js';

/** A row that was set aside: where it stands and what would be right. */
export const RowFaultView = z.object({
  /** `messages.3.rating`, `row 17`, … */
  path: z.string(),
  message: z.string(),
});

/** What an import came to, or would come to. */
export const ImportAnswer = z.object({
  /** `null` of a dry run. */
  sourceId: Id.nullable(),
  rows: z.int(),
  readable: z.int(),
  rejected: z.int(),
  /** The first 200. */
  faults: z.array(
    z.object({
      row: z.int(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      /** What would be right. */
      message: z.string(),
    }),
  ),
  ledger: LedgerView.nullable(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** What a delivery came to: seen = stored + duplicate + skipped + quarantined. */
export const DeliveryAnswer = LedgerView.extend({
  /** This delivery was taken before: nothing has happened now. */
  repeated: z.boolean(),
  /** Why messages went to quarantine; they are kept there and need not be sent again as they are. */
  faults: z.array(RowFaultView),
});
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;
