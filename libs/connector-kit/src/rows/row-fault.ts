import type { Fault } from '@earshot/domain';

/** A fault of a row with the value that stands there. */
export interface RowFault extends Fault {
  /** Shortened; `null` where there is none. */
  readonly value: string | null;
  /** The heading of the column, where the row is one of a table. */
  readonly column?: string;
}
