import type { ChannelView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../shared/dialog/question-dialog';
import classes from './rules-page.module.css';
import { rotateKey } from './rules-query';
import { useSaving } from './use-saving';

interface RotateKeyDialogProps {
  readonly channel: ChannelView;
  /** @param key shown this once; `null` where there is none */
  readonly onMade: (key: string | null) => void;
  readonly onClose: () => void;
}

/** Asks before another key signs: a receiver that is not told of it hears nothing after a day. */
export function RotateKeyDialog({ channel: { id, name }, onMade, onClose }: RotateKeyDialogProps) {
  const { t } = useTranslation();
  const { saving } = useSaving(
    () => rotateKey(id),
    ({ key }) => onMade(key),
  );
  return (
    <QuestionDialog
      title={t('rules.key.ask', { name })}
      submit={t('rules.key.make')}
      cancel={t('rules.form.cancel')}
      onClose={onClose}
      onSubmit={() => saving.mutateAsync()}
    >
      <p className={classes.sentence}>{t('rules.key.consequence')}</p>
    </QuestionDialog>
  );
}
