import type { DigestView, SaveDigestRequest } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import { FailureNote } from '../../shared/states/failure-note';
import { showOutcome } from '../../shared/states/toasts';
import classes from './digests-page.module.css';
import { choicesOf } from './digests-query';

interface RemoveDialogProps {
  readonly view: DigestView;
  readonly save: (choices: SaveDigestRequest) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a reader is told nothing any more. */
export function RemoveDialog({ view, save, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useMutation({
    mutationFn: () => save({ ...choicesOf(view), enabled: false }),
    onSuccess: () => {
      onClose();
      showOutcome({ text: t('digests.done.removed') });
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('digests.remove.title', { edition: t(`digests.edition.${view.edition}`) })}
    >
      <p className={classes.sentence}>{t('digests.remove.text', { reader: view.user.name })}</p>
      {remove.isError && (
        <FailureNote error={remove.error} onRetry={() => remove.mutate()} retrying={remove.isPending} />
      )}
      <div className={classes.buttons}>
        <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('digests.remove.confirm')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('digests.remove.keep')}
        </Button>
      </div>
    </Dialog>
  );
}
