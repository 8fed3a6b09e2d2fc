import type { AssessmentView, MessageView } from '../alerts.js';
import type { VerdictAnswer, VerdictRequest } from '../detection.js';
import type { MessageDetail, MessageListPage } from '../messages.js';

/** Words that the examples of cases and messages share. */
export const TEXT = 'I have been waiting for two weeks and nobody answers. Where is my parcel?';

export const SIGNALS: AssessmentView['signals'] = [
  { kind: 'concept', label: 'waiting', evidence: 'waiting for two weeks', start: 12, end: 33, weight: 1.9 },
  { kind: 'concept', label: 'no-answer', evidence: 'nobody answers', start: 38, end: 52, weight: 2.2 },
];

export const SOURCE = { id: '3', name: 'Customer care mailbox', kind: 'mailbox', sample: false };

export const MESSAGE: MessageView = {
  id: '41',
  revision: 1,
  kind: 'person',
  channel: 'email',
  source: SOURCE,
  author: 'Kalle Kunde',
  authorAddress: 'kalle@example.com',
  sentAt: '2026-11-13T07:12:00.000Z',
  receivedAt: '2026-11-13T07:12:40.000Z',
  removedAt: null,
  subject: 'Order 1234',
  text: TEXT,
  quoted: null,
  signature: 'Kalle',
  rating: null,
  url: null,
  attachments: [{ name: 'receipt.pdf', type: 'application/pdf', size: 48_213 }],
  tags: [],
  assessment: {
    language: 'en',
    languageConfidence: 0.98,
    verdict: 'dissatisfied',
    probability: 0.94,
    severity: 'high',
    signals: SIGNALS,
    escalations: [],
    topics: ['delivery', 'waiting'],
    model: '2026.11.4',
  },
  secondOpinion: null,
};

const messageDetail: MessageDetail = { ...MESSAGE, caseId: '17', customerId: '5', taught: null };

const messageListPage: MessageListPage = {
  items: [
    {
      id: '41',
      caseId: '17',
      customerId: '5',
      source: SOURCE,
      channel: 'email',
      kind: 'person',
      author: 'Kalle Kunde',
      sentAt: '2026-11-13T07:12:00.000Z',
      receivedAt: '2026-11-13T07:12:40.000Z',
      removedAt: null,
      subject: 'Order 1234',
      excerpt: { text: TEXT, signals: SIGNALS },
      longer: false,
      rating: null,
      assessment: { language: 'en', verdict: 'dissatisfied', probability: 0.94, severity: 'high' },
      taught: { dissatisfied: true, severity: 'high', at: '2026-11-16T08:05:00.000Z', by: { id: '2', name: 'Liisa' } },
    },
  ],
  next: 'bWVzc2FnZXMgMjAyNi0xMS0xM1QwNzoxMjowMC4wMDAwMDBaIDQx',
};

const verdictRequest: VerdictRequest = { dissatisfied: true, severity: 'high' };
const verdictAnswer: VerdictAnswer = { messageId: '41', caseId: '17' };

export const MESSAGE_EXAMPLES = {
  MessageDetail: messageDetail,
  MessageListPage: messageListPage,
  VerdictRequest: verdictRequest,
  VerdictAnswer: verdictAnswer,
};
