import type { Alert } from '@earshot/contracts';
import { useRouter } from '@tanstack/react-router';
import { useState, type RefObject } from 'react';
import { useCaseAction, type CaseAction } from '../../shared/case-actions/use-case-action';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import type { UseCalmList } from '../../shared/list/use-calm-list';
import type { Selection } from '../../shared/list/use-selection';
import { rememberOpened, rememberQueue, rememberReplyWish } from '../../shared/navigation/case-queue';
import type { AlertListHandle } from './alert-list';
import { NOT_A_COMPLAINT, takeThem, type BulkDeed } from './bulk/bulk-deeds';
import { useBulk, type Bulk } from './bulk/use-bulk';

interface BoardDeedsOptions {
  readonly calm: UseCalmList<Alert>;
  readonly list: RefObject<AlertListHandle | null>;
  readonly selection: Selection;
  readonly selected: readonly Alert[];
  /** Whether anything can still be done with the cases of this list. */
  readonly canAct: boolean;
}

interface BoardDeeds {
  readonly bulk: Bulk;
  readonly isActing: boolean;
  readonly act: (name: CaseAction, alert: Alert) => void;
  readonly open: (alert: Alert) => void;
  /** What a time is being chosen for until which it is put aside. */
  readonly toSnooze: readonly Alert[];
  readonly setToSnooze: (alerts: readonly Alert[]) => void;
}

/** What is done with the rows of the board, one or all that are selected, by buttons and by keys. */
export function useBoardDeeds({ calm, list, selection, selected, canAct }: BoardDeedsOptions): BoardDeeds {
  const router = useRouter();
  const [toSnooze, setToSnooze] = useState<readonly Alert[]>([]);
  const action = useCaseAction({
    onDone: ({ action: done, on }) => {
      if (done === 'assign-to-me') return;
      list.current?.focusAfter(on.caseId);
      calm.remove(on.caseId);
    },
    onUndone: calm.showNextAnswer,
  });
  const bulk = useBulk({
    onDone: (done, deed) => {
      const ids = new Set(done.map(({ caseId }) => caseId));
      selection.replace([...selection.ids].filter((id) => !ids.has(id)));
      if (!deed.leaves) return;
      list.current?.focusAfterAll(ids);
      for (const id of ids) calm.remove(id);
    },
    onUndone: calm.showNextAnswer,
  });

  const act = (name: CaseAction, { caseId, version, customer }: Alert): void => {
    if (!action.isPending) action.mutate({ action: name, on: { caseId, version, customer: customer.name } });
  };
  const open = (alert: Alert): void => {
    const caseIds = calm.list?.rows.map(({ caseId }) => caseId) ?? [];
    rememberQueue({ boardHref: router.state.location.href, caseIds });
    rememberOpened(alert.caseId);
  };
  const reply = (alert: Alert): void => {
    open(alert);
    rememberReplyWish(alert.caseId);
    void router.navigate({ to: '/cases/$caseId', params: { caseId: alert.caseId } });
  };
  const withActive = (work: (alert: Alert) => void): void => {
    const alert = list.current?.active();
    if (alert !== null && alert !== undefined) work(alert);
  };
  /** A key means the selection where there is one, and the focused row where there is none. */
  const onSelectionOr = (deed: (alerts: readonly Alert[]) => BulkDeed, single: CaseAction): void => {
    if (selected.length > 0) bulk.run(deed(selected), selected);
    else withActive((alert) => act(single, alert));
  };

  const keys = {
    a: () => onSelectionOr(takeThem, 'assign-to-me'),
    n: () => onSelectionOr(() => NOT_A_COMPLAINT, 'not-a-complaint'),
    e: () => withActive((alert) => act('answered', alert)),
    r: () => withActive(reply),
    s: () => (selected.length > 0 ? setToSnooze(selected) : withActive((alert) => setToSnooze([alert]))),
    x: () => withActive((alert) => selection.toggle(alert.caseId)),
  };
  useShortcuts({ ...(canAct ? keys : {}), ...(selected.length > 0 ? { Escape: selection.clear } : {}) });

  return { bulk, isActing: action.isPending || bulk.isRunning, act, open, toSnooze, setToSnooze };
}
