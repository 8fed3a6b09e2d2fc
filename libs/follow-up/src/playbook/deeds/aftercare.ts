import {
  InvalidInput,
  isoDay,
  parseCivilDay,
  type DatedTask,
  type PlaybookCase,
  type WorkingCalendar,
} from '@earshot/domain';
import { DateTime } from 'luxon';
import { factsOfCase } from '../facts-of-case.js';
import type { Delay, Playbook } from '../playbook.js';
import { isFor } from '../playbook-steps.js';
import { runningTasks } from './close-task.js';

/** A task years ahead still falls on a working day; a calendar without any for two years cannot be meant. */
const MOST_DAYS_OFF = 731;

/**
 * The tasks that the playbook opens for the time after the solution, for the case as it is then. One that runs already is
 * not opened again.
 */
export function aftercareTasks(
  solved: PlaybookCase,
  playbook: Playbook,
  solvedAt: Date,
  calendar: WorkingCalendar,
): DatedTask[] {
  const facts = factsOfCase(solved, solvedAt);
  return playbook.steps.flatMap((step) => {
    if (step.does !== 'task' || !isFor(step, facts) || runningTasks(solved, [step.task]).length > 0) return [];
    if (step.task === 'win_back' && solved.winBackElsewhere) return [];
    return step.after.map((delay) => ({ kind: step.task, dueAt: dueAfter(delay, solvedAt, calendar), note: null }));
  });
}

/** Closing time of the first working day on or after the day that the delay leads to. */
export function dueAfter(delay: Delay, from: Date, calendar: WorkingCalendar): Date {
  const reached = DateTime.fromJSDate(from, { zone: calendar.zone }).plus(delay).toFormat('yyyy-MM-dd');
  const first = parseCivilDay(reached);
  if (first === null) throw new Error(`${reached} is no day`);
  for (let day = first; day <= first + MOST_DAYS_OFF; day++) {
    const closing = calendar.closingOf(calendar.day(day));
    if (closing !== null) return closing;
  }
  const message = `has no working day in the two years after ${isoDay(first)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}
