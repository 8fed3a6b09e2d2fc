import type { Alert } from '@earshot/contracts';

export type Topic = Alert['topics'][number];

/** What customers complain of, as people choose it; checked against the contract so that none is forgotten. */
export const TOPICS_TO_CHOOSE = Object.keys({
  delivery: true,
  payment: true,
  refund: true,
  'product-quality': true,
  staff: true,
  waiting: true,
  website: true,
  price: true,
  communication: true,
  other: true,
} satisfies Record<Topic, true>) as Topic[];
