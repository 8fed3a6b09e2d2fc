import { IconCircle, IconCircleCheckFilled, IconCircleDot, IconMinus, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './playbook-panel.module.css';
import type { CasePlaybook } from './playbook-query';

type Status = Exclude<CasePlaybook['steps'][number]['status'], 'not_needed'>;

const ICONS: Record<Status, Icon> = {
  done: IconCircleCheckFilled,
  next: IconCircleDot,
  later: IconCircle,
  not_arisen: IconMinus,
};

const OPEN: readonly Status[] = ['next', 'later'];

/** The steps of this case, folded: the next one stands above. What did not arise is told in words, not as done. */
export function StepList({ steps }: { readonly steps: CasePlaybook['steps'] }) {
  const { t } = useTranslation();
  return (
    <details className={classes.folded}>
      <summary>{t('playbook.allSteps')}</summary>
      <ol className={classes.steps}>
        {steps.map(({ id, status, title, requiredFor }) => {
          if (status === 'not_needed') return null;
          const Shape = ICONS[status];
          return (
            <li key={id} className={classes.step} data-status={status}>
              <Shape size={15} aria-hidden="true" />
              <span>
                {title}
                {status === 'not_arisen' ? (
                  <span className={classes.remark}> · {t('playbook.status.not_arisen')}</span>
                ) : (
                  <span className="visually-hidden">, {t(`playbook.status.${status}`)}</span>
                )}
                {requiredFor !== null && OPEN.includes(status) && (
                  <span className={classes.remark}> · {t('playbook.requiredForClose')}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
