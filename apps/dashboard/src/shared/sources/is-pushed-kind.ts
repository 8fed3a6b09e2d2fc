import type { PushedKind } from '@earshot/contracts';

/** As `PUSHED_KINDS` has them; the compiler sees to it that none is missing. */
const PUSHED: Readonly<Record<PushedKind, true>> = {
  webhook: true,
  form: true,
  'complaints-book': true,
  'by-hand': true,
};

/** Whether its messages are brought to us: it is not read, and cannot be read again. */
export const isPushedKind = (kind: string): boolean => Object.hasOwn(PUSHED, kind);
