import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog/dialog';
import { FailureNote } from '../../shared/states/failure-note';
import classes from './rules-page.module.css';
import { useSaving } from './use-saving';

interface RemoveDialogProps {
  readonly name: string;
  /** What will be different without it. */
  readonly text: string;
  readonly remove: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before somebody or something is told nothing any more. */
export function RemoveDialog({ name, text, remove, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const { saving } = useSaving(remove, onClose);
  return (
    <Dialog opened onClose={onClose} title={t('rules.remove.title', { name })}>
      <p className={classes.sentence}>{text}</p>
      {saving.isError && (
        <FailureNote error={saving.error} onRetry={() => saving.mutate()} retrying={saving.isPending} />
      )}
      <div className={classes.buttons}>
        <Button color="red.9" loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('rules.remove.action')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('rules.form.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
