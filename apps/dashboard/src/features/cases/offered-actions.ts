import type { CaseView } from '@earshot/contracts';
import type { CaseAction } from '../../shared/case-actions/use-case-action';

/**
 * The buttons of a case, the most likely first. What the state table does not allow now is not offered; neither is
 * answering when no task waits for it, nor reopening while one does.
 */
export function offeredActions(view: Pick<CaseView, 'actions' | 'tasks' | 'owner'>, userId: string): CaseAction[] {
  const allowed = new Set(view.actions);
  const taskIsOpen = view.tasks.some((task) => task.state === 'open');
  const isOpen = allowed.has('answer') || allowed.has('dismiss');
  const offered: [CaseAction, boolean][] = [
    ['answered', allowed.has('answer') && taskIsOpen],
    ['not-a-complaint', allowed.has('dismiss')],
    ['assign-to-me', isOpen && view.owner?.id !== userId],
    ['unassign', isOpen && view.owner?.id === userId],
    ['reopen', allowed.has('reopen') && !taskIsOpen],
  ];
  return offered.flatMap(([action, isOffered]) => (isOffered ? [action] : []));
}
