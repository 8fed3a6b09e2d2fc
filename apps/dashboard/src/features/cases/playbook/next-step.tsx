import type { CaseView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCaseAction } from '../../../shared/case-actions/use-case-action';
import type { DeedWithForm } from './deed-dialog';
import classes from './playbook-panel.module.css';
import type { CasePlaybook } from './playbook-query';

type Step = CasePlaybook['steps'][number];

/** The form that a step's proposal opens. */
const FORMS: Readonly<Record<string, Exclude<DeedWithForm, 'solve' | 'close'>>> = {
  log_call: 'call',
  offer_options: 'options',
  promise: 'promise',
  compensate: 'compensation',
  set_cause: 'cause',
  write_lesson: 'cause',
};

const LOOK = { size: 'xs', rightSection: <IconArrowRight size={14} aria-hidden="true" /> } as const;

interface NextStepProps {
  readonly step: Step;
  readonly view: CaseView;
  readonly onOpen: (deed: DeedWithForm) => void;
  /** `null` where the answer is given elsewhere: the case's actions note it. */
  readonly onReply: (() => void) | null;
}

/** The one thing to do now, why, and the button that does it. */
export function NextStep({ step, view, onOpen, onReply }: NextStepProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.next} data-urgent={step.urgent}>
      <p className={classes.label}>
        {step.urgent && <IconAlertOctagonFilled size={14} aria-hidden="true" />}
        {t(step.urgent ? 'playbook.urgent' : 'playbook.next')}
      </p>
      <h3 className={classes.stepTitle}>{step.title}</h3>
      <p className={classes.advice}>{step.advice}</p>
      <StepButton step={step} view={view} onOpen={onOpen} onReply={onReply} />
    </div>
  );
}

function StepButton({ step, view, onOpen, onReply }: NextStepProps) {
  const { t } = useTranslation();
  const form = step.deed === null ? undefined : FORMS[step.deed];
  if (form !== undefined)
    return (
      <Button {...LOOK} onClick={() => onOpen(form)}>
        {t(`playbook.stepButton.${form}`)}
      </Button>
    );
  if (step.deed === 'reply' && onReply !== null)
    return (
      <Button {...LOOK} onClick={onReply}>
        {t('playbook.writeAnswer')}
      </Button>
    );
  if (step.deed === 'take_ownership') return <TakeButton view={view} />;
  return null;
}

/** Does at once what needs no form, where it is offered. */
function TakeButton({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const action = useCaseAction();
  if (!view.actions.includes('assign-to-me')) return null;
  return (
    <Button
      {...LOOK}
      aria-disabled={action.isPending}
      onClick={() => {
        if (action.isPending) return;
        const on = { caseId: view.caseId, version: view.version, customer: view.customer.name };
        action.mutate({ action: 'assign-to-me', on });
      }}
    >
      {t('case.action.assign-to-me')}
    </Button>
  );
}
