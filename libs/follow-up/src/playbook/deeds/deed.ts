import type { PlaybookCaseUnderAction, PlaybookChange, PlaybookTask, Role, WorkingCalendar } from '@earshot/domain';
import type { ClockKeeper } from '../../clock-keeper.js';
import type { Playbook } from '../playbook.js';

/** What a deed may use besides the case: who acts when, and the house's playbook, calendar and clocks. */
export interface Circumstances {
  readonly actorId: string;
  readonly role: Role;
  readonly at: Date;
  readonly playbook: Playbook;
  readonly calendar: WorkingCalendar;
  readonly clocks: ClockKeeper;
}

/** What one deed does to the case that its person saw. Pure: everything it throws leaves the case as it was. */
export type Deed<Request> = (
  found: PlaybookCaseUnderAction,
  request: Request,
  circumstances: Circumstances,
) => PlaybookChange;

/** Tasks of the time after the solution. */
export const AFTERCARE: readonly PlaybookTask['kind'][] = ['recovery_check', 'review_request', 'win_back'];
