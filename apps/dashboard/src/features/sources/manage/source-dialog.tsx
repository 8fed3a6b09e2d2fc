import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../../shared/dialog/question-dialog';

interface SourceDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** A question about a source, which somebody else may have changed meanwhile. */
export function SourceDialog(props: SourceDialogProps) {
  const { t } = useTranslation();
  return <QuestionDialog {...props} cancel={t('manage.cancel')} refusals={{ 412: t('setup.stale') }} />;
}
