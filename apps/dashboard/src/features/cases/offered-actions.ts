import type { CaseView } from '@earshot/contracts';
import type { CaseAction } from '../../shared/case-actions/use-case-action';

/** Actions that need to be told something more have a control of their own. */
const WITH_PARAMETER = ['assign', 'set-severity'] as const satisfies readonly CaseAction[];
export type PlainAction = Exclude<CaseAction, (typeof WITH_PARAMETER)[number]>;

/** The buttons of a case, the likeliest first, as the API offers them; nobody is left to answer where it was erased. */
export function offeredActions({ actions, customer }: Pick<CaseView, 'actions' | 'customer'>): PlainAction[] {
  const isErased = customer.id !== null && customer.name === '';
  return actions
    .filter((action): action is PlainAction => !WITH_PARAMETER.some((other) => other === action))
    .filter((action) => !(isErased && action === 'reopen'));
}

/** Whether somebody still works on the case: then warnings come, and it can be left in peace. */
export const isWorkedOn = ({ actions }: Pick<CaseView, 'actions'>): boolean => actions.includes('assign');

/** How many buttons stand side by side on the narrowest phone, whatever the language. */
const ROOM = 2;

/** The actions of a narrow screen: those with a button of their own, and those of the menu. Answering takes a place. */
export function actionsByRoom(
  offered: readonly PlainAction[],
  canReply: boolean,
): Record<'main' | 'rest', PlainAction[]> {
  const room = canReply ? ROOM - 1 : ROOM;
  return { main: offered.slice(0, room), rest: offered.slice(room) };
}
