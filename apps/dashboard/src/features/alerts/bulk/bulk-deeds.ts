import type { Alert, CaseActionRequest, CaseView, SnoozeView } from '@earshot/contracts';
import { request } from '../../../shared/api/request';
import type { CaseAction } from '../../../shared/case-actions/use-case-action';
import type { Deed } from './carry-out';

/** What can be done to all selected cases at once, and the way back where there is one. */
export interface BulkDeed {
  readonly name: 'assign-to-me' | 'assign' | 'acknowledge' | 'not-a-complaint' | 'snooze';
  readonly apply: Deed;
  readonly takeBack: Deed | null;
  /** Whether the cases leave the list that they stand in. */
  readonly leaves: boolean;
}

const act =
  (action: CaseAction, parameters: Pick<CaseActionRequest, 'assignee'> = {}): Deed =>
  async (on) => {
    const body: CaseActionRequest = { version: on.version, ...parameters };
    const view = await request<CaseView>('POST', `/cases/${on.caseId}/actions/${action}`, { body });
    return { ...on, version: view.version };
  };

/** Gives each case back to whom it belonged, or to nobody. */
function giveBack(alerts: readonly Alert[]): Deed {
  const owners = new Map(alerts.map(({ caseId, owner }) => [caseId, owner?.id]));
  return (on) => {
    const assignee = owners.get(on.caseId);
    return assignee === undefined ? act('unassign')(on) : act('assign', { assignee })(on);
  };
}

export const takeThem = (alerts: readonly Alert[]): BulkDeed => ({
  name: 'assign-to-me',
  apply: act('assign-to-me'),
  takeBack: giveBack(alerts),
  leaves: false,
});

export const handThemTo = (assignee: string, alerts: readonly Alert[]): BulkDeed => ({
  name: 'assign',
  apply: act('assign', { assignee }),
  takeBack: giveBack(alerts),
  leaves: false,
});

/** There is no step back from having seen something. */
export const ACKNOWLEDGE: BulkDeed = { name: 'acknowledge', apply: act('acknowledge'), takeBack: null, leaves: false };

export const NOT_A_COMPLAINT: BulkDeed = {
  name: 'not-a-complaint',
  apply: act('not-a-complaint'),
  takeBack: act('reopen'),
  leaves: true,
};

/** Only the lists of what needs an answer let go of what is put aside. */
export const snoozeThem = (until: Date, leaves: boolean): BulkDeed => ({
  name: 'snooze',
  leaves,
  apply: async (on) => {
    const body = { version: on.version, until: until.toISOString() };
    const { version } = await request<SnoozeView>('POST', `/cases/${on.caseId}/snooze`, { body });
    return { ...on, version };
  },
  takeBack: async (on) => {
    const { version } = await request<SnoozeView>('POST', `/cases/${on.caseId}/unsnooze`, {
      body: { version: on.version },
    });
    return { ...on, version };
  },
});
