import type { DigestView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import classes from './digests-page.module.css';

/** Whether an edition comes, in a word. */
export function DigestStateMark({ view }: { readonly view: DigestView }) {
  const { t } = useTranslation();
  const state = view.pausedAt !== null ? 'paused' : view.enabled ? 'on' : 'off';
  return (
    <span className={classes.state} data-state={state}>
      {t(`digests.state.${state}`)}
    </span>
  );
}
