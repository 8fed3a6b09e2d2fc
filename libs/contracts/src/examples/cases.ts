import type { Alert, AlertPage, CaseActionRequest, CaseView } from '../alerts.js';
import type { CaseListPage } from '../case-list.js';
import { MESSAGE, SIGNALS, SOURCE, TEXT } from './messages.js';

const LIISA = { id: '2', name: 'Liisa' };
const CUSTOMER = { id: '5', name: 'Kalle Kunde' };
const OPENED_AT = '2026-11-13T07:12:00.000Z';
const DUE_AT = '2026-11-18T15:00:00.000Z';

const summary = {
  caseId: '17',
  version: 7,
  state: 'acknowledged',
  severity: 'high',
  channel: 'email',
  language: 'en',
  topics: ['delivery', 'waiting'],
  customer: CUSTOMER,
  source: SOURCE,
  subject: 'Order 1234',
  messageCount: 1,
  owner: LIISA,
  openedAt: OPENED_AT,
  lastMessageAt: OPENED_AT,
  dueAt: DUE_AT,
  answeredAt: null,
} satisfies Omit<Alert, 'excerpt' | 'calendar'>;

const alertPage: AlertPage = {
  items: [{ ...summary, excerpt: { text: TEXT, signals: SIGNALS }, calendar: 'default' }],
  next: 'b3ZlcmR1ZSAyMDI2LTExLTE4VDE1OjAwOjAwLjAwMDAwMFogMTc',
  counts: {
    needs_answer: 12,
    at_risk: 3,
    overdue: 1,
    waiting: 2,
    promises: 4,
    to_solve: 6,
    checks: 2,
    watch: 1,
    review: 5,
    answered: 80,
    not_a_complaint: 9,
  },
};

const caseListPage: CaseListPage = { items: [{ ...summary, dueKind: 'answer' }], next: '17' };

const caseView: CaseView = {
  caseId: '17',
  version: 7,
  state: 'acknowledged',
  severity: 'high',
  subject: 'Order 1234',
  customer: CUSTOMER,
  owner: LIISA,
  openedAt: OPENED_AT,
  answeredAt: null,
  solvedAt: null,
  snoozedUntil: null,
  mergedInto: null,
  messages: [MESSAGE],
  replies: [
    {
      id: '8',
      sentAt: '2026-11-13T07:13:00.000Z',
      automatic: true,
      subject: 'Re: Order 1234',
      text: 'We have your message and will answer within three working days.',
    },
  ],
  tasks: [
    {
      id: '23',
      kind: 'answer',
      state: 'open',
      openedAt: OPENED_AT,
      dueAt: DUE_AT,
      closedAt: null,
      closedReason: null,
      note: null,
      pausedAt: null,
      minutesLeft: null,
      commitment: {
        clock: 'first_answer',
        standard: 'Answer within three working days',
        target: { unit: 'working_days', amount: 3 },
        calendar: 'default',
        zone: 'Europe/Helsinki',
        startedAt: OPENED_AT,
        derivation: ['Fri 13 Nov is day 0', 'Mon 16 Nov day 1', 'Tue 17 Nov day 2', 'Wed 18 Nov day 3, due 17:00'],
      },
      answer: null,
    },
  ],
  events: [
    { id: '101', at: '2026-11-13T07:12:41.000Z', actor: null, type: 'opened', detail: { messageId: '41' } },
    { id: '107', at: '2026-11-16T08:05:00.000Z', actor: LIISA, type: 'assigned', detail: { ownerId: '2' } },
  ],
  actions: ['answered', 'wait', 'not-a-complaint', 'unassign', 'assign', 'set-severity'],
};

const caseActionRequest: CaseActionRequest = { version: 7, note: 'Called the carrier; the parcel is found.' };

export const CASE_EXAMPLES = {
  AlertPage: alertPage,
  CaseListPage: caseListPage,
  CaseView: caseView,
  CaseActionRequest: caseActionRequest,
};
