import type { CustomerPage, CustomerSummary, CustomerView } from '../customers.js';

const LIISA = { id: '2', name: 'Liisa' };

const summary: CustomerSummary = {
  id: '5',
  version: 4,
  name: 'Kalle Kunde',
  group: 'Regulars',
  firstSeenAt: '2026-03-02T09:00:00.000Z',
  leftAt: null,
  identities: [{ id: '6', namespace: 'mailto', value: 'kalle@example.com' }],
  cases: 2,
  openCases: 1,
  lastContactAt: '2026-11-13T07:12:00.000Z',
};

const customerPage: CustomerPage = { items: [summary], next: '5~5' };

const customerView: CustomerView = {
  ...summary,
  mergedInto: null,
  erasedAt: null,
  promises: [{ taskId: '29', caseId: '17', text: 'A new parcel by Friday', dueAt: '2026-11-20T15:00:00.000Z' }],
  notes: [{ id: '3', author: LIISA, text: 'Prefers to be called after four.', at: '2026-11-16T08:10:00.000Z' }],
  history: [
    {
      caseId: '17',
      state: 'acknowledged',
      severity: 'high',
      channel: 'email',
      subject: 'Order 1234',
      source: { id: '3', name: 'Customer care mailbox' },
      openedAt: '2026-11-13T07:12:00.000Z',
      lastMessageAt: '2026-11-13T07:12:00.000Z',
      dueAt: '2026-11-18T15:00:00.000Z',
      answeredAt: null,
    },
  ],
  compensations: { given: 1, used: 0, totals: [{ currency: 'EUR', value: '15.00' }] },
  merges: [
    {
      id: '1',
      customer: { id: '9', name: 'K. Kunde' },
      at: '2026-06-01T10:00:00.000Z',
      actor: LIISA,
      undoneAt: null,
    },
  ],
};

export const CUSTOMER_EXAMPLES = { CustomerPage: customerPage, CustomerView: customerView };
