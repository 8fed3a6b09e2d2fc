import {
  AUDIENCES,
  nextOpenMoment,
  type CaseState,
  type LookDecision,
  type NotificationEvent,
  type PlannedStep,
  type TaskToWarn,
  type WorkingCalendar,
} from '@earshot/domain';

/** The sweep may be late by a tick or a restart: what was planned in working time may be told so long after. */
const GRACE_MS = 10 * 60_000;

/** States in which nobody has taken the case up since the customer wrote. */
const UNACKNOWLEDGED: readonly CaseState[] = ['new', 'reopened'];

/**
 * What one look at a task comes to. Depends on nothing but its arguments, so that any worker may look at any time.
 *
 * - Of the steps that have come since the last look and whose condition holds now, the latest is told, to the audiences of
 *   all of them: after a night's stop people hear once how things stand, not how they stood five times, and nobody who
 *   should have heard is left out. What lies before a told step is settled.
 * - Outside working hours nothing is told unless the case is critical; it waits for the next opening.
 * - A snooze holds the warnings of a case back until its end, critical ones excepted. Deadlines do not move.
 *
 * @param plan the task's steps in the order of time, as `escalationPlan` gives them
 */
export function lookAtTask(
  task: TaskToWarn,
  plan: readonly PlannedStep[],
  calendar: WorkingCalendar,
  now: Date,
): LookDecision {
  const critical = task.severity === 'critical';
  const isOpen = (at: Date): boolean => nextOpenMoment(at, calendar).getTime() === at.getTime();
  const mayTell = (planned: Date): boolean =>
    critical || isOpen(now) || (now.getTime() - planned.getTime() <= GRACE_MS && isOpen(planned));

  const { snoozedUntil } = task;
  const asleep = snoozedUntil !== null && snoozedUntil > now;
  const quietUntil = asleep && !critical ? snoozedUntil : null;
  const open = unsettled(plan, task.told);
  const come = quietUntil === null ? open.filter((step) => step.at <= now && conditionHolds(step, task)) : [];
  const latest = come.at(-1);
  const tellsNow = latest !== undefined && mayTell(latest.at);
  const snoozeEnded = snoozedUntil !== null && !asleep && mayTell(snoozedUntil);

  const ahead = open
    .filter(({ at }) => at > now)
    .map(({ at }) => (quietUntil !== null && quietUntil > at ? quietUntil : at));
  const heldBack = (latest !== undefined && !tellsNow) || (snoozedUntil !== null && !asleep && !snoozeEnded);
  return {
    tell: tellsNow
      ? {
          step: latest.key,
          to: AUDIENCES.filter((audience) => come.some((step) => step.tell.includes(audience))),
          event: eventOf(task, now),
        }
      : null,
    snoozeEnded,
    nextStepAt: earliest([
      ...ahead,
      ...(asleep ? [snoozedUntil] : []),
      ...(heldBack ? [nextOpenMoment(now, calendar)] : []),
    ]),
  };
}

/** The steps after the last one that was told; those before it would tell what everybody knows. */
function unsettled(plan: readonly PlannedStep[], told: readonly string[]): readonly PlannedStep[] {
  const settled = plan.filter(({ key }) => told.includes(key)).map(({ at }) => at.getTime());
  return plan.filter(({ key, at }) => !told.includes(key) && settled.every((time) => at.getTime() > time));
}

function conditionHolds({ condition }: PlannedStep, { ownerId, state }: TaskToWarn): boolean {
  if (condition === null) return true;
  return condition === 'unassigned' ? ownerId === null : UNACKNOWLEDGED.includes(state);
}

function eventOf({ kind, dueAt }: TaskToWarn, now: Date): NotificationEvent {
  if (now < dueAt) return 'warning';
  return kind === 'promise' ? 'promise_broken' : 'overdue';
}

function earliest(instants: readonly Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((instant) => instant.getTime())));
}
