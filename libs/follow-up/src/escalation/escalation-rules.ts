import {
  nextOpenMoment,
  type Audience,
  type PlannedStep,
  type Policy,
  type TaskToWarn,
  type WorkingCalendar,
} from '@earshot/domain';

/** Whose steps a task follows, and when there is somebody to be told. */
export interface EscalationRules {
  readonly plan: readonly PlannedStep[];
  readonly calendar: WorkingCalendar;
}

/** A promise that was not kept ranks above everything: whatever the house's steps are, these two hear of it. */
const OF_A_BROKEN_PROMISE: readonly Audience[] = ['owner', 'lead'];
export const PROMISE_BROKEN = 'promise broken';

/**
 * The steps of a task: those of the standard that opened it; for a task that none opened, the house's own steps on the
 * house's own calendar, between its opening and its date.
 */
export function escalationRules(task: TaskToWarn, policy: Policy): EscalationRules {
  const critical = task.severity === 'critical';
  const calendar = policy.calendar(task.commitment?.calendarName ?? null);
  const plan = policy.escalations(
    {
      startedAt: task.commitment?.startedAt ?? task.openedAt,
      dueAt: task.dueAt,
      standardName: task.commitment?.standardName ?? '',
      calendarName: calendar.name,
    },
    critical,
  );
  return { calendar, plan: task.kind === 'promise' ? withBrokenPromise(plan, task.dueAt, critical, calendar) : plan };
}

function withBrokenPromise(
  plan: readonly PlannedStep[],
  dueAt: Date,
  critical: boolean,
  calendar: WorkingCalendar,
): readonly PlannedStep[] {
  const at = critical ? dueAt : nextOpenMoment(dueAt, calendar);
  const ours = plan.filter((step) => step.at.getTime() === at.getTime());
  const tell = [...new Set([...OF_A_BROKEN_PROMISE, ...ours.flatMap((step) => step.tell)])];
  const broken: PlannedStep = { key: PROMISE_BROKEN, at, condition: null, tell };
  return [...plan.filter((step) => !ours.includes(step)), broken].sort((a, b) => a.at.getTime() - b.at.getTime());
}
