import type { DigestEdition, DigestReason, Severity, SourceState, SpikeKind, TaskKind } from '@earshot/domain';

/**
 * Everything a digest says in one language. Where a word follows its count it takes the form that the count asks for; in
 * languages of many forms the count stands beside its words ("overdue: 3") and asks for none.
 */
export interface DigestWording {
  /** For dates, numbers and durations: `en-GB`. */
  readonly locale: string;
  /** The subject's and the lead's short account, for example "2 overdue". */
  readonly count: Readonly<Record<DigestReason | 'spike' | 'source', (count: number) => string>>;
  readonly nothing: string;
  readonly section: Readonly<Record<DigestReason, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  /** What is to be done when it is no answer. */
  readonly task: Readonly<Partial<Record<TaskKind, string>>>;
  readonly noOwner: string;
  readonly someCustomer: string;
  readonly since: (time: string) => string;
  readonly by: (time: string) => string;
  readonly more: (count: number) => string;
  /** Where the list that is linked to holds others besides. */
  readonly moreAmong: (count: number) => string;
  readonly take: string;
  readonly acknowledge: string;
  readonly figures: Readonly<Record<DigestEdition, string>>;
  readonly received: string;
  readonly unhappy: string;
  readonly kept: string;
  readonly median: string;
  readonly recovered: string;
  readonly repeated: string;
  readonly usually: (value: string) => string;
  readonly chart: string;
  readonly rising: string;
  readonly spike: Readonly<Record<SpikeKind, (what: string) => string>>;
  /** What rises with the same messages. */
  readonly alsoRising: (what: string) => string;
  /** A cause that was found in cases, as the playbook calls it. */
  readonly cause: (what: string) => string;
  readonly inHours: (count: number, hours: number) => string;
  readonly inDays: (count: number, days: number) => string;
  readonly causes: string;
  readonly toDo: string;
  readonly checks: (count: number) => string;
  readonly doubtful: (count: number) => string;
  readonly outcome: (recovered: number, unhappyAgain: number) => string;
  readonly sources: string;
  readonly sourceState: Readonly<Record<Exclude<SourceState, 'healthy'>, string>>;
  readonly sourceSince: (time: string) => string;
  readonly quarantined: (count: number) => string;
  readonly taught: string;
  readonly corrections: (verdicts: number, changed: number) => string;
  readonly precision: (before: string, after: string) => string;
  readonly board: string;
  readonly sampleOnly: string;
  readonly covers: (from: string, to: string, zone: string) => string;
  readonly asOf: (time: string) => string;
  readonly stop: string;
  /** The subject of one that somebody wanted to see, so that nobody takes it for the day's own. */
  readonly test: (subject: string) => string;
}
