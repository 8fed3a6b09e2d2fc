import type { DigestView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import classes from './digests-page.module.css';

interface DigestStateMarkProps {
  readonly view: DigestView;
  /** False where the reader's role has no digests any more. */
  readonly mayGet: boolean;
}

/** Whether an edition comes, in a word. */
export function DigestStateMark({ view, mayGet }: DigestStateMarkProps) {
  const { t } = useTranslation();
  const state = !mayGet || !view.enabled ? 'off' : view.pausedAt !== null ? 'paused' : 'on';
  return (
    <span className={classes.state} data-state={state}>
      {t(`digests.state.${state}`)}
    </span>
  );
}
