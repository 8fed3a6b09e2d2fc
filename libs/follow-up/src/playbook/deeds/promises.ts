import {
  Conflict,
  InvalidInput,
  NotFound,
  PLAUSIBLE,
  instantOf,
  parseCivilDay,
  tooFarAhead,
  type WorkingCalendar,
} from '@earshot/domain';
import { isRunning } from '../../task-decisions.js';
import { BROKEN, KEPT, KEPT_LATE } from '../facts-of-case.js';
import { endedTask } from './close-task.js';
import type { Deed } from './deed.js';

/** What was promised, and for when: by the end of a day, `YYYY-MM-DD`, or by an instant. */
export interface PromiseToMake {
  readonly text: string;
  readonly due: { readonly on: string } | { readonly at: Date };
}

/** @throws InvalidInput when its time has passed already, or lies further ahead than anybody promises */
export const makePromise: Deed<PromiseToMake> = (_found, { text, due }, { at, calendar }) => {
  const dueAt = 'at' in due ? due.at : endOfDay(due.on, calendar);
  const path = 'at' in due ? 'dueAt' : 'dueOn';
  if (dueAt === null)
    throw new InvalidInput('The promise has faults', [{ path, message: 'must be a day such as 2026-11-30' }]);
  if (dueAt <= at) throw new InvalidInput('The promise has faults', [{ path, message: 'must lie ahead' }]);
  const faults = tooFarAhead(path, dueAt, at, PLAUSIBLE.promiseDays);
  if (faults.length > 0) throw new InvalidInput('The promise has faults', faults);
  return {
    datedTasks: [{ kind: 'promise', dueAt, note: text }],
    event: { type: 'promise_made', detail: { dueAt: dueAt.toISOString() } },
  };
};

/**
 * Says that a promise was kept, or that it will not be: then it stays broken until it is made good.
 * @throws NotFound; Conflict when it has ended already
 */
export const settlePromise: Deed<{ readonly taskId: string; readonly kept: boolean }> = (
  found,
  { taskId, kept },
  { at },
) => {
  const task = found.tasks.find(({ id, kind }) => id === taskId && kind === 'promise');
  if (task === undefined) throw new NotFound('Promise', taskId);
  if (!isRunning(task)) throw new Conflict(`Promise ${taskId} has ended already: ${task.closedReason ?? task.state}`);
  const detail = { taskId, dueAt: task.dueAt.toISOString() };
  if (!kept)
    return { closedTasks: [endedTask(task, 'cancelled', at, BROKEN)], event: { type: 'promise_broken', detail } };
  const reason = at <= task.dueAt ? KEPT : KEPT_LATE;
  return {
    closedTasks: [endedTask(task, 'done', at, reason)],
    event: { type: 'promise_kept', detail: { ...detail, inTime: reason === KEPT } },
  };
};

/** Closing time, or midnight on a day off: what was promised for a Sunday is not due on Friday. */
function endOfDay(written: string, calendar: WorkingCalendar): Date | null {
  const day = parseCivilDay(written);
  if (day === null) return null;
  return calendar.closingOf(calendar.day(day)) ?? instantOf(day, MINUTES_OF_A_DAY, calendar.zone);
}

const MINUTES_OF_A_DAY = 24 * 60;
