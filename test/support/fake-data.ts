import type { CaseState } from '@earshot/domain';
import { offeredDeeds } from '@earshot/follow-up';
import {
  Alert,
  CaseView,
  SourceDetail,
  type AssessmentView,
  type Colleague,
  type SourceView,
} from '@earshot/contracts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Severity = Alert['severity'];
type Channel = Alert['channel'];
type Signal = AssessmentView['signals'][number];

/** What a test says about a case; the rest is made up so that it fits. */
export interface CaseSketch {
  readonly customer: string;
  /** Cases of one customer share it; each case has a customer of its own otherwise. */
  readonly customerId?: string;
  readonly subject: string | null;
  readonly text: string;
  readonly language: string;
  readonly severity: Severity;
  /** Hours from now until the deadline, negative when overdue; `null` when it is answered. */
  readonly dueInHours: number | null;
  /** Phrases of the text with the label and the weight of the evidence. */
  readonly evidence?: readonly (readonly [phrase: string, label: string, weight: number])[];
  readonly escalations?: readonly AssessmentView['escalations'][number]['kind'][];
  readonly topics?: AssessmentView['topics'];
  readonly channel?: Channel;
  readonly source?: Alert['source'];
  readonly owner?: Alert['owner'];
  readonly rating?: number;
  readonly quoted?: string;
  readonly signature?: string;
  readonly attachments?: CaseView['messages'][number]['attachments'];
  readonly earlier?: readonly {
    readonly text: string;
    readonly hoursAgo: number;
    readonly ours?: 'person' | 'automatic';
  }[];
  readonly state?: Alert['state'];
}

export const SOURCES = {
  mailbox: { id: '1', name: 'help@nordvik.example', kind: 'mailbox', sample: false },
  reviews: { id: '2', name: 'Shop reviews', kind: 'feed', sample: false },
  forum: { id: '3', name: 'Community forum', kind: 'feed', sample: false },
  social: { id: '4', name: '@nordvik', kind: 'mastodon', sample: false },
  sample: { id: '5', name: 'Sample letters', kind: 'folder', sample: true },
} satisfies Record<string, Alert['source']>;

export const AINO = { id: '7', name: 'Aino Lehtonen' };
export const MARIS = { id: '8', name: 'Māris Ozols' };
export const COLLEAGUES: readonly Colleague[] = [
  { ...AINO, role: 'agent' },
  { id: '9', name: 'Kaisa Virtanen', role: 'manager' },
  { ...MARIS, role: 'lead' },
];

/** A case with everything that the list and its own page show of it, checked against the contracts. */
export function fakeCase(id: number, sketch: CaseSketch, now = new Date()): { alert: Alert; view: CaseView } {
  const at = (hours: number): string => new Date(now.getTime() + hours * HOUR).toISOString();
  const source = sketch.source ?? SOURCES.mailbox;
  const channel = sketch.channel ?? 'email';
  const open = sketch.dueInHours !== null;
  const dueAt = at(sketch.dueInHours ?? -20);
  const sentAt = at((sketch.dueInHours ?? -20) - 72);
  const signals = signalsIn(sketch);
  const state = sketch.state ?? (open ? 'new' : 'acknowledged');
  const common = {
    caseId: String(id),
    version: 1,
    state,
    severity: sketch.severity,
    subject: sketch.subject,
    customer: { id: sketch.customerId ?? String(1000 + id), name: sketch.customer },
    owner: sketch.owner ?? null,
    openedAt: sentAt,
  };
  const assessment: AssessmentView = {
    language: sketch.language,
    languageConfidence: sketch.language === 'und' ? 0.31 : 0.98,
    verdict: sketch.severity === 'none' ? 'uncertain' : 'dissatisfied',
    probability: { none: 0.49, low: 0.71, medium: 0.82, high: 0.93, critical: 0.97 }[sketch.severity],
    severity: sketch.severity,
    signals,
    escalations: (sketch.escalations ?? []).map((kind) => ({ kind, start: 0, end: 0 })),
    topics: sketch.topics ?? ['other'],
    model: '2026.11.1',
  };
  const earlier = sketch.earlier ?? [];
  const message = (number: number, text: string, when: string, judged: AssessmentView | null) => ({
    id: String(id * 100 + number),
    revision: 1,
    kind: 'person' as const,
    channel,
    source,
    author: sketch.customer,
    authorAddress: channel === 'email' ? 'customer@mail.example' : null,
    sentAt: when,
    receivedAt: when,
    removedAt: null,
    subject: sketch.subject,
    text,
    quoted: judged === null ? null : (sketch.quoted ?? null),
    signature: judged === null ? null : (sketch.signature ?? null),
    rating: sketch.rating ?? null,
    url: channel === 'email' ? null : `https://reviews.example/${id}`,
    attachments: judged === null ? [] : [...(sketch.attachments ?? [])],
    tags: [],
    assessment: judged,
  });
  const view = CaseView.parse({
    ...common,
    messages: [
      ...earlier.flatMap((part, index) =>
        part.ours === undefined ? [message(index + 1, part.text, at(-part.hoursAgo), null)] : [],
      ),
      message(50, sketch.text, sentAt, assessment),
    ],
    replies: earlier.flatMap((part, index) =>
      part.ours === undefined
        ? []
        : [
            {
              id: String(id * 100 + 60 + index),
              sentAt: at(-part.hoursAgo),
              automatic: part.ours === 'automatic',
              subject: sketch.subject === null ? null : `Re: ${sketch.subject}`,
              text: part.text,
            },
          ],
    ),
    tasks: [
      {
        id: String(id * 100 + 70),
        kind: sketch.severity === 'none' ? 'review' : 'answer',
        state: open ? 'open' : 'done',
        openedAt: sentAt,
        dueAt,
        closedAt: open ? null : at(-1),
        closedReason: open ? null : 'answered',
        note: null,
        pausedAt: null,
        minutesLeft: null,
        answer: null,
        commitment: {
          clock: 'first_answer',
          standard: 'First answer',
          target: { unit: 'working_days', amount: 3 },
          calendar: 'Finland',
          zone: 'Europe/Helsinki',
          startedAt: sentAt,
          derivation: [
            'Received Thu 18:40, after closing at 17:00: counts as Fri',
            'Fri is day 0',
            'Mon: day 1',
            'Tue: day 2',
            'Wed: day 3, due at closing, 17:00',
          ],
        },
      },
    ],
    events: [
      { id: String(id * 100 + 80), at: sentAt, actor: null, type: 'opened', detail: {} },
      ...(earlier.length === 0
        ? []
        : [
            {
              id: String(id * 100 + 83),
              at: sentAt,
              actor: null,
              type: 'message_joined',
              detail: { messageId: String(id * 100 + 50), how: 'thread' },
            },
          ]),
      ...(sketch.owner === undefined || sketch.owner === null
        ? []
        : [{ id: String(id * 100 + 81), at: at(-2), actor: sketch.owner, type: 'assigned', detail: {} }]),
      ...(open
        ? []
        : [
            {
              id: String(id * 100 + 82),
              at: at(-1),
              actor: MARIS,
              type: 'answered',
              detail: { note: 'Refunded in full.' },
            },
          ]),
    ],
    answeredAt: open ? null : at(-1),
    solvedAt: null,
    snoozedUntil: null,
    mergedInto: null,
    actions: actionsFrom(state, open, sketch.owner?.id ?? null),
  });
  const text = sketch.text.slice(0, 280);
  const alert = Alert.parse({
    ...common,
    channel,
    language: sketch.language,
    topics: assessment.topics,
    source,
    excerpt: { text, signals: signals.filter((signal) => signal.end <= text.length) },
    messageCount: view.messages.length,
    lastMessageAt: sentAt,
    dueAt: open ? dueAt : null,
    calendar: open ? view.tasks[0]?.commitment?.calendar : null,
    answeredAt: open ? null : at(-1),
  });
  return { alert, view };
}

/** The buttons that the signed-in person of the fake API is offered. */
export function actionsFrom(state: CaseState, isOpen: boolean, ownerId: string | null): CaseView['actions'] {
  const tasks = isOpen ? [{ kind: 'answer' as const, state: 'open' as const }] : [];
  return offeredDeeds({ state, ownerId, mergedInto: null, tasks }, AINO.id);
}

function signalsIn({ text, evidence = [], rating }: CaseSketch): Signal[] {
  const inText = evidence.flatMap(([phrase, label, weight]): Signal[] => {
    const start = text.indexOf(phrase);
    if (start === -1) throw new Error(`The text does not contain the evidence "${phrase}"`);
    return [{ kind: 'concept', label, evidence: phrase, start, end: start + phrase.length, weight }];
  });
  if (rating === undefined) return inText;
  return [
    ...inText,
    { kind: 'context', label: `rating-${rating}`, evidence: '', start: 0, end: 0, weight: 3 - rating },
  ];
}

type SourceSketch = Pick<SourceView, 'id' | 'name' | 'kind' | 'sample' | 'state'> & {
  readonly reason?: string;
  readonly quarantined?: number;
  readonly held?: SourceView['health']['held'];
};

/** A source with a week of readings, checked against the contract. */
export function fakeSource(sketch: SourceSketch, now = new Date()): SourceDetail {
  const ago = (milliseconds: number): string => new Date(now.getTime() - milliseconds).toISOString();
  const quarantined = sketch.quarantined ?? 0;
  const ledger = (seen: number, bad = 0) => {
    const duplicate = Math.floor(seen / 5);
    const own = Math.floor(seen / 9);
    return {
      seen,
      stored: seen - duplicate - own - bad,
      duplicate,
      skipped: own === 0 ? {} : { 'own-reply': own },
      quarantined: bad,
    };
  };
  const failing = sketch.state === 'failing';
  return SourceDetail.parse({
    id: sketch.id,
    kind: sketch.kind,
    name: sketch.name,
    state: sketch.state,
    stateSince: ago(sketch.state === 'healthy' ? 9 * DAY : 3 * HOUR),
    stateReason: sketch.reason ?? null,
    health: {
      reason: sketch.reason ?? null,
      advice: null,
      paceSeconds: 300,
      silence: null,
      credentialsExpireAt: null,
      held: sketch.held ?? null,
    },
    sample: sketch.sample,
    pollIntervalSeconds: 300,
    nextPollAt: ago(-4 * 60_000),
    lastSuccessAt: ago(failing ? 3 * HOUR : 60_000),
    consecutiveFailures: failing ? 12 : 0,
    ledger: ledger(18_432, quarantined),
    openQuarantine: quarantined,
    version: 1,
    provisionedBy: null,
    withdrawnAt: null,
    options: {},
    days: Array.from({ length: 7 }, (_, index) => ({
      day: ago(index * DAY).slice(0, 10),
      ledger: ledger([214, 187, 203, 41, 38, 196, 221][index] ?? 0, index === 0 ? quarantined : 0),
    })),
    polls: Array.from({ length: 6 }, (_, index) => ({
      id: String(Number(sketch.id) * 1000 + 100 - index),
      startedAt: ago((index * 5 + 1) * 60_000),
      finishedAt: ago((index * 5 + 1) * 60_000 - 2_100),
      outcome: failing && index < 4 ? 'failed' : 'succeeded',
      error: failing && index < 4 ? 'The server refused the sign-in: AUTHENTICATIONFAILED' : null,
      ledger: ledger(failing && index < 4 ? 0 : 9 - index),
    })),
    quarantine: Array.from({ length: quarantined }, (_, index) => ({
      id: String(Number(sketch.id) * 1000 + 500 + index),
      at: ago((index + 1) * 5 * HOUR),
      externalId: `<${index}f3a9@mail.example>`,
      reason: index % 2 === 0 ? 'unreadable-charset' : 'too-large',
      detail:
        index % 2 === 0
          ? 'The text says it is written in x-mac-ce, which nobody here reads; the bytes are kept.'
          : 'The message has 41 MB, more than the 25 MB that are read.',
      rawBytes: 48_213 + index * 11,
    })),
    budgets: [],
  });
}
