import type { CaseView } from '@earshot/contracts';
import type { KeptDraft } from '../../../shared/drafts/use-kept-draft';
import { useDeed } from './use-deed';

/** The deed of a form whose words are kept until they were sent. */
export function useFormDeed(view: CaseView, kept: Pick<KeptDraft<object>, 'forget'>, onDone: () => void) {
  return useDeed(view, {
    onDone: () => {
      kept.forget();
      onDone();
    },
  });
}
