import type { AlertRow, CaseSummaryRow, CustomerQueries, MessageSummaryRow } from '@earshot/persistence';

type CustomerSummaryRow = Awaited<ReturnType<CustomerQueries['page']>>['items'][number];

/** A case in one line. */
export function caseLine({ dueKind, ...found }: CaseSummaryRow) {
  return { ...lineOf(found), dueKind };
}

/** A case of the board in one line; what is due is what its list is about. */
export function alertLine(found: AlertRow) {
  return lineOf(found);
}

function lineOf({ customer, source, owner, ...found }: Omit<CaseSummaryRow, 'dueKind'>) {
  return {
    ...found,
    customerId: customer.id,
    customer: customer.name,
    sourceId: source.id,
    source: source.name,
    sample: source.sample,
    ownerId: owner?.id ?? null,
    owner: owner?.name ?? null,
  };
}

export const CASE_COLUMNS = [
  'caseId',
  'state',
  'severity',
  'channel',
  'language',
  'topics',
  'subject',
  'customerId',
  'customer',
  'sourceId',
  'source',
  'sample',
  'ownerId',
  'owner',
  'messageCount',
  'openedAt',
  'lastMessageAt',
  'dueAt',
  'dueKind',
  'answeredAt',
] as const;

export const ALERT_COLUMNS = CASE_COLUMNS.filter((column) => column !== 'dueKind');

/** A message in one line, with its whole text instead of the beginning that lists show. */
export function messageLine({ source, assessment, taught, ...found }: MessageSummaryRow, text: string) {
  return {
    ...found,
    text,
    sourceId: source.id,
    source: source.name,
    sample: source.sample,
    language: assessment?.language ?? null,
    verdict: assessment?.verdict ?? null,
    probability: assessment?.probability ?? null,
    severity: assessment?.severity ?? null,
    taughtDissatisfied: taught?.dissatisfied ?? null,
  };
}

export const MESSAGE_COLUMNS = [
  'id',
  'caseId',
  'customerId',
  'channel',
  'kind',
  'sourceId',
  'source',
  'sample',
  'author',
  'sentAt',
  'receivedAt',
  'subject',
  'text',
  'rating',
  'language',
  'verdict',
  'probability',
  'severity',
  'taughtDissatisfied',
] as const;

/** A customer in one line; each identity as `mailto:name@example.org`. */
export function customerLine({ identities, ...found }: CustomerSummaryRow) {
  return { ...found, identities: identities.map(({ namespace, value }) => `${namespace}:${value}`) };
}

export const CUSTOMER_COLUMNS = [
  'id',
  'name',
  'group',
  'identities',
  'firstSeenAt',
  'lastContactAt',
  'leftAt',
  'cases',
  'openCases',
] as const;
