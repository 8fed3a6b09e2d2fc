import { succeedingCalendar } from './calendar/succeeding-calendar.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { workingMinutesBetween } from './calendar/working-time.js';
import { afterWaiting, promiseOn, type Commitment } from './commitment.js';
import type { ClockName } from './clock-name.js';
import type { Severity } from './assessment.js';
import type { Policy } from './policy.js';
import type { StandardSubject } from './response-standard.js';
import type { Target } from './response-standard-target.js';

/** What an edited policy is applied to: promises on other calendars only, or every promise anew. */
export const RETIMING_SCOPES = ['calendar', 'all'] as const;
export type RetimingScope = (typeof RETIMING_SCOPES)[number];

/** A promise that is not kept yet. */
export interface OpenCommitment {
  readonly taskId: string;
  readonly clock: ClockName;
  readonly target: Target;
  readonly startedAt: Date;
  /** Later than the promise itself when its clock was paused. */
  readonly dueAt: Date;
  /** Open minutes that waiting for the customer has won it: 0 when its clock was never paused. */
  readonly waitedMinutes: number;
  readonly standardName: string;
  readonly calendarName: string;
  readonly paused: boolean;
  readonly subject: Omit<StandardSubject, 'severity'>;
  readonly severity: Severity | null;
}

/** A deadline that moves. */
export interface Retiming {
  readonly taskId: string;
  readonly from: Date;
  readonly to: Date;
  /** How much working time is won, or lost when negative, on the calendar that counts more of it. */
  readonly workingMinutes: number;
  readonly commitment: Commitment;
}

/**
 * Which open deadlines move when one policy succeeds another, and how far.
 *
 * A paused clock keeps the minutes it has left, and a deadline that has passed stays missed: no edit makes it good.
 * Within `calendar` every promise keeps its target; only days from today on are counted anew, only where the definition
 * of its calendar changed, and not where the deadline is already what the new one gives. Within `all` the new policy is
 * applied from the start of each clock; where it has no such clock, the promise stays. What a clock gained by pausing it
 * keeps, and nothing else: how far a deadline is from what the policy would promise tells nothing of waiting.
 */
export function retimed(
  commitments: readonly OpenCommitment[],
  before: Policy,
  after: Policy,
  { scope, now }: { readonly scope: RetimingScope; readonly now: Date },
): readonly Retiming[] {
  const successors = new Map<string, WorkingCalendar | null>();
  const successorOf = (name: string) => {
    let successor = successors.get(name);
    if (successor === undefined) {
      successor = successorCalendar(name, before, after, now);
      successors.set(name, successor);
    }
    return successor;
  };
  return commitments.flatMap((open) => {
    if (open.paused || open.dueAt <= now) return [];
    const commitment =
      scope === 'all' ? reapplied(open, after) : recounted(open, after, successorOf(open.calendarName));
    if (commitment === null || commitment.dueAt.getTime() === open.dueAt.getTime()) return [];
    const workingMinutes = workingTimeMoved(open, commitment, before, after);
    return [{ taskId: open.taskId, from: open.dueAt, to: commitment.dueAt, workingMinutes, commitment }];
  });
}

/** Hours that only one of the two calendars works are won or lost too. */
function workingTimeMoved(open: OpenCommitment, commitment: Commitment, before: Policy, after: Policy): number {
  const calendars = [before.calendar(open.calendarName), after.calendar(commitment.calendarName)];
  const [old = 0, now = 0] = calendars.map((calendar) => workingMinutesBetween(open.dueAt, commitment.dueAt, calendar));
  return Math.abs(old) > Math.abs(now) ? old : now;
}

/** `null` when the calendar is defined as it was. */
function successorCalendar(name: string, before: Policy, after: Policy, now: Date): WorkingCalendar | null {
  const [old, new_] = [before.calendar(name), after.calendar(name)];
  const definition = (policy: Policy, calendar: WorkingCalendar) =>
    JSON.stringify(policy.document.calendars.find((known) => known.name === calendar.name));
  return definition(before, old) === definition(after, new_) ? null : succeedingCalendar(old, new_, now);
}

function recounted(open: OpenCommitment, after: Policy, successor: WorkingCalendar | null): Commitment | null {
  if (successor === null) return null;
  // It may have been made on this very calendar, while another was in force for a time: then it stays.
  const calendar = after.calendar(open.calendarName);
  const asMade = afterWaiting(promiseOn(calendar, open), open.waitedMinutes, calendar);
  if (asMade.dueAt.getTime() === open.dueAt.getTime()) return null;
  return afterWaiting(promiseOn(successor, open), open.waitedMinutes, successor);
}

function reapplied(open: OpenCommitment, after: Policy): Commitment | null {
  const { clock, severity, startedAt, waitedMinutes } = open;
  const promise = after.commit(open.subject, { clock, severity, startedAt });
  return promise === null ? null : afterWaiting(promise, waitedMinutes, after.calendar(promise.calendarName));
}
