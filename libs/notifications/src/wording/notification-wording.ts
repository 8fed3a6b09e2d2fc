import type { ChannelEnd, NotificationEvent, Severity, SpikeKind, TaskKind } from '@earshot/domain';

/** Everything a mail of notifications says in one language. Times come spelled out in the reader's zone. */
export interface NotificationWording {
  /** For dates: `en-GB`. */
  readonly locale: string;
  /** What begins the subject of a mail about one matter. */
  readonly headline: Readonly<Record<NotificationEvent, string>>;
  /** The subject of a mail about several, the gravest event first. */
  readonly several: (count: number) => string;
  readonly severity: Readonly<Record<Severity, string>>;
  /** What a person has to do. */
  readonly task: Readonly<Record<TaskKind, string>>;
  readonly due: (task: string, time: string) => string;
  readonly wasDue: (task: string, time: string) => string;
  readonly snoozedUntil: (time: string) => string;
  /** Why now; the amounts are of working time. */
  readonly share: (percent: number) => string;
  readonly before: (amount: string) => string;
  readonly atDue: string;
  readonly after: (amount: string) => string;
  readonly promiseBroken: string;
  readonly unassigned: string;
  readonly unacknowledged: string;
  readonly workingDays: (count: number) => string;
  readonly workingHours: (count: number) => string;
  readonly workingMinutes: (count: number) => string;
  /** What was heard in a message that cannot wait. */
  readonly cue: Readonly<Record<string, string>>;
  readonly heard: (cues: string) => string;
  readonly someCustomer: string;
  /** A case where customers are not to be named. */
  readonly caseNumber: (id: string) => string;
  /** Why a channel is not told any more, and what is to be done. */
  readonly channelEnd: Readonly<Record<ChannelEnd, string>>;
  readonly channelAdvice: string;
  /** What shows that a channel is told. */
  readonly test: { readonly headline: string; readonly body: string };
  readonly expires: (time: string) => string;
  /** What rises, and by how much. */
  readonly rising: Readonly<Record<SpikeKind, (what: string) => string>>;
  readonly rise: (count: number, hours: number, usual: number) => string;
  /** What rises with the same messages. */
  readonly alsoRising: (what: string) => string;
  readonly more: (count: number) => string;
  readonly open: string;
  readonly openSource: string;
  readonly openChannel: string;
  readonly openBoard: string;
  /** The first deadline of several. */
  readonly earliest: (time: string) => string;
  readonly footer: (organisation: string, zone: string) => string;
}
