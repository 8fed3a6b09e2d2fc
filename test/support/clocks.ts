import {
  parsePolicyDocument,
  isoDay,
  wallClock,
  type CommitmentRow,
  type Message,
  type PausedClock,
  type Severity,
} from '@earshot/domain';
import { PolicyFiles, type ClockKeeper, type ResumedDeadline } from '@earshot/follow-up';

const DAY = 86_400_000;

/** Three days for an answer, one when it is critical, no promise of a solution; every minute is a working one. */
export class PlainClocks implements ClockKeeper {
  constructor(private readonly solutionDays: number | null = null) {}

  start(
    { sentAt }: Pick<Message, 'sentAt'>,
    { severity }: { readonly severity: Severity },
    clock: CommitmentRow['clock'],
    _group: string | null,
    waitedMinutes = 0,
  ): CommitmentRow | null {
    const days = clock === 'solution' ? this.solutionDays : severity === 'critical' ? 1 : 3;
    if (days === null) return null;
    return {
      clock,
      standard: 'default',
      target: { unit: 'working_days', amount: days },
      calendar: 'FI',
      zone: 'Europe/Helsinki',
      receivedAt: sentAt,
      dueAt: new Date(sentAt.getTime() + days * DAY + waitedMinutes * 60_000),
      derivation: [`${days} days`],
    };
  }

  pause({ dueAt }: { readonly dueAt: Date }, at: Date): number {
    return (dueAt.getTime() - at.getTime()) / 60_000;
  }

  resume({ minutesLeft, dueAt }: PausedClock, at: Date): ResumedDeadline {
    const resumed = new Date(Math.max(dueAt.getTime(), minutesLeft < 0 ? 0 : at.getTime() + minutesLeft * 60_000));
    const waitedMinutes = (resumed.getTime() - dueAt.getTime()) / 60_000;
    return { dueAt: resumed, derivation: ['what was left'], waitedMinutes };
  }

  houseDay(at: Date): string {
    return isoDay(wallClock(at, 'Europe/Helsinki').day);
  }
}

/** For tests that are not about deadlines. */
export const plainClocks = (): Promise<ClockKeeper> => Promise.resolve(new PlainClocks());

/** The same as a policy: three days, one when critical, of a house that never closes. */
export const plainPolicy = new PolicyFiles(
  parsePolicyDocument(
    {
      calendars: [{ name: 'FI', zone: 'Europe/Helsinki', hours: '00:00-24:00', days: 'mon-sun' }],
      standards: [
        {
          name: 'default',
          firstAnswer: '72 working hours',
          bySeverity: { critical: { firstAnswer: '24 working hours' } },
        },
      ],
    },
    '',
  ),
  () => null,
);
