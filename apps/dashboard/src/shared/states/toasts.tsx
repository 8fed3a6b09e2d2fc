import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';
import classes from './toasts.module.css';

interface Action {
  readonly label: string;
  readonly onClick: () => void;
}

export interface Outcome {
  readonly text: string;
  readonly action?: Action | undefined;
}

interface Shortfall extends Partial<Outcome> {
  /** What was not done. */
  readonly missing: string;
  /** Leads to what was not done, and why. */
  readonly lead: Action;
}

/** Time to read one sentence and to reach for the button; it stops while the pointer or the focus is on it. */
const OUTCOME_STAYS_MS = 10_000;
const FAILURE_STAYS_MS = 20_000;

/** One outcome at a time: the last action is the one that a person may want to take back. */
const OUTCOME_ID = 'outcome';

/** The way back that is offered now; `null` when there is none, or no longer. */
let offered: (() => void) | null = null;

/** Takes the offered way back, as its button does; nothing happens when none is offered. */
export function undoLastOutcome(): void {
  const undo = offered;
  if (undo === null) return;
  offered = null;
  notifications.hide(OUTCOME_ID);
  undo();
}

/** Tells that something was done, and offers the way back. */
export function showOutcome({ text, action }: Outcome): void {
  notifications.show({
    ...offering(action),
    color: 'teal',
    icon: <IconCheck size={16} aria-hidden="true" />,
    autoClose: OUTCOME_STAYS_MS,
    role: 'status',
    message: (
      <span className={classes.outcome}>
        <span>{text}</span>
        <WayBack action={action} />
      </span>
    ),
  });
}

/** Tells that something was done for some and not for others, or for none, and leads to those. */
export function showShortfall({ text, action, missing, lead }: Shortfall): void {
  notifications.show({
    ...offering(action),
    color: 'orange',
    icon: <IconAlertTriangle size={16} aria-hidden="true" />,
    autoClose: FAILURE_STAYS_MS,
    title: missing,
    message: (
      <span className={classes.outcome}>
        <span>{text}</span>
        <span className={classes.actions}>
          <Button size="compact-sm" variant="default" onClick={lead.onClick}>
            {lead.label}
          </Button>
          <WayBack action={action} />
        </span>
      </span>
    ),
  });
}

/** Offers this way back from now on, and none that was offered before. */
function offering(action: Action | undefined) {
  notifications.hide(OUTCOME_ID);
  offered = action?.onClick ?? null;
  return {
    id: action === undefined ? undefined : OUTCOME_ID,
    closeButtonProps: closeButton(),
    onClose: () => {
      if (offered === action?.onClick) offered = null;
    },
  };
}

function WayBack({ action }: Pick<Outcome, 'action'>) {
  if (action === undefined) return null;
  return (
    <Button size="compact-sm" variant="light" onClick={undoLastOutcome}>
      {action.label}
    </Button>
  );
}

/** Tells that something was not done, and why. */
export function showFailure({ title, text }: { readonly title: string; readonly text: string }): void {
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={16} aria-hidden="true" />,
    autoClose: FAILURE_STAYS_MS,
    closeButtonProps: closeButton(),
    title,
    message: text,
  });
}

const closeButton = () => ({ 'aria-label': i18next.t('app.close') });
