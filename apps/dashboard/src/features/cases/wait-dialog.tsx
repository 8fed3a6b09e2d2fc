import type { CaseView } from '@earshot/contracts';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import type { useCaseAction } from '../../shared/case-actions/use-case-action';
import { useKeptDraft } from '../../shared/drafts/use-kept-draft';
import classes from './playbook/deed-form.module.css';

interface WaitDialogProps {
  readonly view: CaseView;
  readonly action: ReturnType<typeof useCaseAction>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Whether waiting stops the clock of somebody whom nobody has answered: then the API asks what is waited for. */
export const needsReasonToWait = ({ answeredAt, tasks }: Pick<CaseView, 'answeredAt' | 'tasks'>): boolean =>
  answeredAt === null && tasks.some(({ kind, state }) => kind === 'answer' && state === 'open');

/** Why a customer waits who has not been answered: it stands in the timeline from then on. */
export function WaitDialog({ view, action, opened, onClose }: WaitDialogProps) {
  const { t } = useTranslation();
  const kept = useKeptDraft(`wait.${view.caseId}`, { reason: '' });
  const { reason } = kept.draft;
  const [isComplaining, setIsComplaining] = useState(false);
  const submit = (): void => {
    const note = reason.trim();
    setIsComplaining(true);
    if (note === '' || action.isPending) return;
    const on = { caseId: view.caseId, version: view.version, customer: view.customer.name };
    const done = (): void => {
      kept.forget();
      onClose();
    };
    action.mutate({ action: 'wait', on, parameters: { note } }, { onSuccess: done });
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('wait.title')} closeOnClickOutside={false}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={classes.hint}>{t('wait.explain')}</p>
        <Textarea
          label={t('wait.reason')}
          rows={3}
          maxLength={2_000}
          value={reason}
          error={isComplaining && reason.trim() === '' ? t('wait.needed') : undefined}
          onChange={(event) => kept.change({ reason: event.currentTarget.value })}
          data-autofocus
        />
        <Button type="submit" loading={action.isPending} className={classes.submit}>
          {t('wait.submit')}
        </Button>
      </form>
    </Dialog>
  );
}
