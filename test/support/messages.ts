import type { Assessment, AssessmentInput, IncomingMessage, SeenReply } from '@earshot/domain';
import { Assessor } from '@earshot/domain';

let counter = 0;

/** A message by a person; only what a test is about needs saying. */
export function incoming(given: Partial<IncomingMessage> = {}): IncomingMessage {
  counter += 1;
  const id = `message-${counter}`;
  return {
    externalId: id,
    revision: null,
    channel: 'email',
    kind: 'person',
    author: { name: 'Aino', address: `customer-${counter}@customers.example`, handle: null, namespace: null },
    sentAt: new Date('2026-03-02T08:00:00Z'),
    subject: 'Payment',
    text: 'When will the payment be made???',
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: null,
    threadId: `<${id}@customers.example>`,
    references: [],
    attachments: [],
    tags: [],
    ...given,
  };
}

export function seenReply(given: Partial<SeenReply> = {}): SeenReply {
  counter += 1;
  return {
    externalId: `reply-${counter}`,
    threadId: `<reply-${counter}@harbour-bank.example>`,
    answers: [],
    sentAt: new Date('2026-03-02T09:00:00Z'),
    automatic: false,
    recipients: [],
    subject: 'Re: Payment',
    text: 'It was made today.',
    ...given,
  };
}

export function assessment(given: Partial<Assessment> = {}): Assessment {
  return {
    language: 'en',
    languageConfidence: 0.9,
    verdict: 'dissatisfied',
    probability: 0.9,
    severity: 'medium',
    signals: [],
    escalations: [],
    topics: [],
    model: 'test',
    judgedLength: null,
    ...given,
  };
}

/** Judges by one word, so that a test decides the verdict: "???" is unhappy, "hm" is doubtful. */
export class WordAssessor extends Assessor {
  readonly model = 'test';

  assess({ text }: AssessmentInput): Assessment {
    if (text.includes('???')) return assessment();
    if (text.includes('hm')) return assessment({ verdict: 'uncertain', probability: 0.5, severity: 'low' });
    return assessment({ verdict: 'not_dissatisfied', probability: 0.1, severity: 'none' });
  }
}
