import type { Alert } from '@earshot/contracts';

export type Severity = Alert['severity'];

/** The worst first, as people choose them; checked against the contract so that none is forgotten. */
export const SEVERITIES_TO_CHOOSE = Object.keys({
  critical: true,
  high: true,
  medium: true,
  low: true,
  none: true,
} satisfies Record<Severity, true>) as Severity[];
