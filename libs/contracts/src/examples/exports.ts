const FOUND = {
  sourceId: '3',
  source: 'Customer care mailbox',
  sample: false,
};

const OPENED_AT = '2026-11-13T07:12:00.000Z';

/** A case of the board; in a file of cases it also says what is due. */
const alerts = {
  ...FOUND,
  caseId: '17',
  state: 'acknowledged',
  severity: 'high',
  channel: 'email',
  language: 'en',
  topics: ['delivery', 'waiting'],
  subject: 'Order 1234',
  customerId: '5',
  customer: 'Kalle Kunde',
  ownerId: '2',
  owner: 'Liisa',
  messageCount: 1,
  openedAt: OPENED_AT,
  lastMessageAt: OPENED_AT,
  dueAt: '2026-11-18T15:00:00.000Z',
  answeredAt: null,
};

const cases = { ...alerts, dueKind: 'answer' };

const messages = {
  ...FOUND,
  id: '41',
  caseId: '17',
  customerId: '5',
  channel: 'email',
  kind: 'person',
  author: 'Kalle Kunde',
  sentAt: OPENED_AT,
  receivedAt: '2026-11-13T07:12:40.000Z',
  subject: 'Order 1234',
  text: 'I have been waiting for two weeks and nobody answers.',
  rating: null,
  language: 'en',
  verdict: 'dissatisfied',
  probability: 0.94,
  severity: 'high',
  taughtDissatisfied: true,
};

const customers = {
  id: '5',
  name: 'Kalle Kunde',
  group: 'Regulars',
  identities: ['mailto:kalle@example.com'],
  firstSeenAt: '2026-03-02T09:00:00.000Z',
  lastContactAt: OPENED_AT,
  leftAt: null,
  cases: 2,
  openCases: 1,
};

/** A case of the period with its figures. */
const insights = {
  caseId: '17',
  openedAt: OPENED_AT,
  source: 'Customer care mailbox',
  language: 'en',
  severity: 'high',
  topics: ['delivery', 'waiting'],
  owner: 'Liisa',
  dueAt: '2026-11-18T15:00:00.000Z',
  answeredAt: '2026-11-16T09:00:00.000Z',
  inTime: true,
  workingMinutes: 588,
  elapsedSeconds: 265_680,
  repeated: false,
  causeStage: 'delivery',
  causeKind: 'accident',
  solvedAt: '2026-11-17T12:00:00.000Z',
  checkedAt: null,
  recovered: null,
};

/** A row of each file that programs fetch, with the values of its columns. */
export const ROW_EXAMPLES = { alerts, cases, messages, customers, insights };
