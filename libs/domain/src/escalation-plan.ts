import {
  addWorkingTime,
  nextOpenMoment,
  shiftWorkingDays,
  subtractWorkingTime,
  workingMinutesBetween,
} from './calendar/working-time.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import type { EscalationCondition, EscalationStep } from './escalation-step.js';
import type { Audience } from './follow-up.js';

/** A step of an escalation at its instant. */
export interface PlannedStep {
  readonly key: string;
  readonly at: Date;
  /** What must hold then; `null`: nothing. */
  readonly condition: EscalationCondition | null;
  readonly tell: readonly Audience[];
}

export interface Deadline {
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** Told at any hour. */
  readonly critical: boolean;
}

/**
 * When each step comes for one deadline, in the order of time.
 *
 * A step that falls outside working hours comes at the next opening, unless the matter is critical. Of the warnings that a
 * short deadline leaves no time for, only the nearest to the deadline is told, at the start, and only when no other
 * warning of the same condition lies ahead; likewise of those that wait for the same opening. A warning that would come
 * when the deadline has passed is left out.
 */
export function escalationPlan(
  steps: readonly EscalationStep[],
  deadline: Deadline,
  calendar: WorkingCalendar,
): readonly PlannedStep[] {
  const { startedAt, dueAt, critical } = deadline;
  const open = (at: Date) => (critical ? at : nextOpenMoment(at, calendar));
  const timed = steps.map((step) => ({ step, at: instantOfStep(step, deadline, calendar) }));
  const isWarning = ({ step }: Timed) => step.at.kind === 'share' || step.at.kind === 'before';
  const warnings = inTime(timed.filter(isWarning), startedAt)
    .map(({ step, at }) => ({ step, at: open(at) }))
    .filter(({ at }) => at < dueAt);
  const later = timed.filter((one) => !isWarning(one)).map(({ step, at }) => ({ step, at: open(at) }));
  return [...nearestOfEach(warnings), ...later]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ step: { key, condition, tell }, at }) => ({ key, at, condition, tell }));
}

interface Timed {
  readonly step: EscalationStep;
  readonly at: Date;
}

function instantOfStep({ at }: EscalationStep, { startedAt, dueAt }: Deadline, calendar: WorkingCalendar): Date {
  switch (at.kind) {
    case 'share': {
      const minutes = Math.max(0, workingMinutesBetween(startedAt, dueAt, calendar));
      return addWorkingTime(startedAt, (minutes * at.percent) / 100, calendar);
    }
    case 'before':
      return at.amount.unit === 'working_days'
        ? shiftWorkingDays(dueAt, -at.amount.amount, calendar)
        : subtractWorkingTime(dueAt, at.amount.amount, calendar);
    case 'due':
      return dueAt;
    case 'after':
      return at.amount.unit === 'working_days'
        ? shiftWorkingDays(dueAt, at.amount.amount, calendar)
        : addWorkingTime(dueAt, at.amount.amount, calendar);
  }
}

/** The warnings in the order of time; what lies before the start gives way, by condition. */
function inTime(warnings: readonly Timed[], startedAt: Date): Timed[] {
  const sorted = [...warnings].sort((a, b) => a.at.getTime() - b.at.getTime());
  return sorted.flatMap((one, i) => {
    if (one.at > startedAt) return [one];
    const laterOfItsKind = sorted.slice(i + 1).some(({ step }) => step.condition === one.step.condition);
    return laterOfItsKind ? [] : [{ ...one, at: startedAt }];
  });
}

/** Of warnings that come at the same instant under the same condition, the last: it stands nearest to the deadline. */
function nearestOfEach(warnings: readonly Timed[]): Timed[] {
  return warnings.filter(
    (one, i) =>
      !warnings
        .slice(i + 1)
        .some(({ step, at }) => at.getTime() === one.at.getTime() && step.condition === one.step.condition),
  );
}
