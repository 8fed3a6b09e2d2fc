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
  /** `null` where the answer is given elsewhere, and only noted here. */
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
  if (step.deed === 'reply') return <DeedButton view={view} deed="answered" />;
  if (step.deed === 'take_ownership') return <DeedButton view={view} deed="assign-to-me" />;
  return null;
}

/** Does at once what needs no form, where it is offered. */
function DeedButton({ view, deed }: { readonly view: CaseView; readonly deed: 'answered' | 'assign-to-me' }) {
  const { t } = useTranslation();
  const action = useCaseAction();
  if (!view.actions.includes(deed)) return null;
  return (
    <Button
      {...LOOK}
      aria-disabled={action.isPending}
      onClick={() => {
        if (action.isPending) return;
        action.mutate({
          action: deed,
          on: { caseId: view.caseId, version: view.version, customer: view.customer.name },
        });
      }}
    >
      {t(`case.action.${deed}`)}
    </Button>
  );
}
