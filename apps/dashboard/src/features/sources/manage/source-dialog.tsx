import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../../shared/api/api-error';
import classes from '../setup/setup.module.css';

interface SourceDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onClose: () => void;
  /** What the dialog is for; it closes once that is done, and tells what was refused. */
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** A question about a source. A click beside it does not close it: what was typed would be gone. */
export function SourceDialog({
  title,
  submit,
  danger = false,
  disabled = false,
  onClose,
  onSubmit,
  children,
}: SourceDialogProps) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: onSubmit, onSuccess: onClose });
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      closeOnClickOutside={false}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!mutation.isPending && !disabled) mutation.mutate();
        }}
      >
        {children}
        {mutation.isError && (
          <div role="alert" className={classes.refusal}>
            {refusalOf(mutation.error, t('setup.stale')) ?? t(`failure.${failureKind(mutation.error)}.title`)}
          </div>
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
            {t('manage.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The server's own words, where it has some for people. */
function refusalOf(error: Error, stale: string): string | null {
  if (!(error instanceof ApiError)) return null;
  if (error.status === 412) return stale;
  const [fault] = error.problem.faults ?? [];
  if (fault !== undefined) return fault.message;
  return error.status === 409 ? error.message : null;
}
