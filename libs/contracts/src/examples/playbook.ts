import type { CasePlaybookView } from '../playbook.js';

const casePlaybookView: CasePlaybookView = {
  caseId: '17',
  version: 7,
  state: 'acknowledged',
  steps: [
    {
      id: 'keep-promise',
      status: 'next',
      title: 'Keep the promise',
      advice: 'Tell the customer when it is done.',
      urgent: true,
      requiredFor: 'close',
      does: 'prompt',
      deed: null,
      task: null,
      template: null,
    },
  ],
  calls: [
    {
      id: '9',
      at: '2026-11-16T08:30:00.000Z',
      actor: { id: '2', name: 'Liisa' },
      direction: 'outgoing',
      reached: true,
      minutes: 6,
      summary: 'The parcel is sent again.',
    },
  ],
  options: [],
  optionsMissing: 0,
  promises: [
    {
      taskId: '31',
      state: 'open',
      openedAt: '2026-11-16T08:40:00.000Z',
      dueAt: '2026-11-18T15:00:00.000Z',
      closedAt: null,
      closedReason: null,
      text: 'A new parcel is on its way by Wednesday.',
    },
  ],
  compensations: [
    {
      id: '3',
      kind: 'bonus',
      value: '10.00',
      currency: 'EUR',
      description: 'For the next order',
      expiresOn: '2027-05-31',
      givenAt: '2026-11-16T08:41:00.000Z',
      usedAt: null,
    },
  ],
  cause: { stage: 'delivery', kind: 'systemic', correctiveAction: null, lessonId: null },
  solvedAt: null,
  customerLeftAt: null,
  aftercare: [],
  missingToClose: [{ path: 'promises', message: 'a promise is open' }],
  unkeptPromises: ['31'],
};

export const PLAYBOOK_EXAMPLES = { CasePlaybookView: casePlaybookView };
