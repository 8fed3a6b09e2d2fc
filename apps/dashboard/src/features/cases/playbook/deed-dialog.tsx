import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { CallForm } from './call-form';
import { CauseForm } from './cause-form';
import { CompensationForm } from './compensation-form';
import { OptionsForm } from './options-form';
import type { DeedFormOf } from './deed-form-props';
import { PromiseForm } from './promise-form';
import { SolveForm } from './solve-form';

export const DEEDS_WITH_FORM = ['call', 'options', 'promise', 'compensation', 'cause', 'solve', 'close'] as const;
export type DeedWithForm = (typeof DEEDS_WITH_FORM)[number];

interface DeedDialogProps extends Omit<DeedFormOf, 'onDone'> {
  readonly deed: DeedWithForm | null;
  readonly onClose: () => void;
}

/** The form of one deed. A click beside it does not close it; closed with its button or Escape, it keeps what was typed. */
export function DeedDialog({ deed, view, book, onClose }: DeedDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={deed !== null}
      onClose={onClose}
      title={deed === null ? '' : t(`playbook.${deed}.title`)}
      closeOnClickOutside={false}
      size="lg"
    >
      {deed !== null && <Form deed={deed} view={view} book={book} onDone={onClose} />}
    </Dialog>
  );
}

function Form({ deed, ...rest }: DeedFormOf & { readonly deed: DeedWithForm }) {
  switch (deed) {
    case 'call':
      return <CallForm {...rest} />;
    case 'options':
      return <OptionsForm {...rest} />;
    case 'promise':
      return <PromiseForm {...rest} />;
    case 'compensation':
      return <CompensationForm {...rest} />;
    case 'cause':
      return <CauseForm {...rest} />;
    case 'close':
      return <CauseForm {...rest} andClose />;
    case 'solve':
      return <SolveForm {...rest} />;
  }
}
