import type { CustomerListQuery } from '@earshot/contracts';

export const CUSTOMER_ORDERS = ['recent', 'open', 'cases', 'newest'] as const satisfies readonly NonNullable<
  CustomerListQuery['sort']
>[];
export const CUSTOMER_KINDS = ['open', 'repeat'] as const satisfies readonly NonNullable<CustomerListQuery['with']>[];

/** What the address of the page says; what is left out is not filtered by, and the order is that of the last letter. */
export interface CustomerSearch {
  readonly text?: string | undefined;
  readonly with?: CustomerListQuery['with'];
  readonly sort?: CustomerListQuery['sort'] | undefined;
}

const MOST_TEXT = 200;

/** Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. */
export function customerSearch(raw: Readonly<Record<string, unknown>>): CustomerSearch {
  const text = typeof raw['text'] === 'string' ? raw['text'].trim().slice(0, MOST_TEXT) : '';
  return {
    text: text === '' ? undefined : text,
    with: CUSTOMER_KINDS.find((kind) => kind === raw['with']),
    sort: CUSTOMER_ORDERS.find((order) => order === raw['sort']),
  };
}

export const isFiltered = ({ text, with: kind }: CustomerSearch): boolean => text !== undefined || kind !== undefined;
