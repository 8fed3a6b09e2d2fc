import type { ClockName, TaskUnderAction } from '@earshot/domain';
import type { Row } from './sql.js';

/** What `taskOfRow` reads, of a task `t` and its commitment `k`, which may be missing. */
export const TASK_COLUMNS = `t.id, t.case_id, t.kind, t.state, t.due_at, t.opened_at, t.closed_at, t.closed_reason,
  t.minutes_left, t.waited_minutes, k.clock, k.calendar, k.received_at`;

export function taskOfRow(row: Row): TaskUnderAction {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as TaskUnderAction['kind'],
    state: row.state as TaskUnderAction['state'],
    openedAt: row.opened_at as Date,
    dueAt: row.due_at as Date,
    closedAt: row.closed_at as Date | null,
    closedReason: row.closed_reason as string | null,
    minutesLeft: row.minutes_left as number | null,
    waitedMinutes: row.waited_minutes as number,
    commitment:
      row.clock === null
        ? null
        : { clock: row.clock as ClockName, calendar: row.calendar as string, receivedAt: row.received_at as Date },
  };
}
