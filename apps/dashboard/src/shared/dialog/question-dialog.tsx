import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog';
import { ApiError, failureKind } from '../api/api-error';
import { Refusal } from '../states/refusal';
import classes from './question-dialog.module.css';

interface QuestionDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** What a refusal means here, by its status; else the server's own words, where it has some for people. */
  readonly refusals?: Readonly<Partial<Record<number, string>>>;
  readonly onClose: () => void;
  /** What the dialog is for; it closes once that is done, and tells what was refused. */
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** A question before something is done. A click beside it does not close it: what was typed would be gone. */
export function QuestionDialog({
  title,
  submit,
  cancel,
  danger = false,
  disabled = false,
  refusals = {},
  onClose,
  onSubmit,
  children,
}: QuestionDialogProps) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: onSubmit, onSuccess: onClose });
  return (
    <Dialog opened onClose={onClose} title={title} closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!mutation.isPending && !disabled) mutation.mutate();
        }}
      >
        {children}
        {mutation.isError && (
          <Refusal>{refusalOf(mutation.error, refusals) ?? t(`failure.${failureKind(mutation.error)}.title`)}</Refusal>
        )}
        <div className={classes.buttons}>
          <Button
            type="submit"
            {...(danger && { color: 'red.9' })}
            loading={mutation.isPending}
            aria-disabled={disabled}
          >
            {submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function refusalOf(error: Error, refusals: Readonly<Partial<Record<number, string>>>): string | null {
  if (!(error instanceof ApiError)) return null;
  const known = refusals[error.status];
  if (known !== undefined) return known;
  const [fault] = error.problem.faults ?? [];
  if (fault !== undefined) return fault.message;
  return error.status === 409 ? error.message : null;
}
