import type { FirstSteps as Steps } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../shared/dialog/question-dialog';
import { FailureNote } from '../../shared/states/failure-note';
import { showOutcome } from '../../shared/states/toasts';
import { finishFirstSteps, firstStepsQuery, removeSample } from './first-steps-query';
import classes from './first-steps.module.css';

const STEPS = [
  { name: 'password', to: '/settings' },
  { name: 'source', to: '/sources/add' },
  { name: 'standards', to: '/standards' },
  { name: 'colleague', to: '/people' },
] as const satisfies readonly { readonly name: keyof Steps; readonly to: string }[];

/** The short path of a new house, over the board of its administrator until it is walked or put aside. */
export function FirstSteps() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const steps = useQuery(firstStepsQuery).data;
  const [isRemoving, setIsRemoving] = useState(false);
  const finish = useMutation({
    mutationFn: finishFirstSteps,
    onSuccess: () => queries.invalidateQueries({ queryKey: firstStepsQuery.queryKey }),
  });
  if (steps === undefined || steps.done) return null;
  const { sample } = steps;
  const isWalked = STEPS.every(({ name }) => steps[name]);
  if (isWalked && sample === null) return null;
  return (
    <aside className={classes.steps} aria-label={t('firstSteps.title')}>
      <p className={classes.title}>{t('firstSteps.title')}</p>
      <ol className={classes.list}>
        {STEPS.map(({ name, to }) => (
          <li key={name} className={classes.step} data-done={steps[name]}>
            {steps[name] ? (
              <IconCircleCheck size={18} aria-label={t('firstSteps.isDone')} />
            ) : (
              <IconCircle size={18} aria-label={t('firstSteps.toDo')} />
            )}
            <Link to={to} className={classes.link}>
              {t(`firstSteps.step.${name}`)}
            </Link>
          </li>
        ))}
      </ol>
      <div className={classes.buttons}>
        {sample !== null && (
          <Button variant="default" size="compact-md" onClick={() => setIsRemoving(true)}>
            {t('firstSteps.removeSample')}
          </Button>
        )}
        <Button variant="default" size="compact-md" loading={finish.isPending} onClick={() => finish.mutate()}>
          {t('firstSteps.finish')}
        </Button>
      </div>
      {finish.isError && (
        <FailureNote error={finish.error} retrying={finish.isPending} onRetry={() => finish.mutate()} />
      )}
      {isRemoving && sample !== null && <RemoveSampleDialog sample={sample} onClose={() => setIsRemoving(false)} />}
    </aside>
  );
}

interface RemoveSampleDialogProps {
  readonly sample: NonNullable<Steps['sample']>;
  readonly onClose: () => void;
}

function RemoveSampleDialog({ sample, onClose }: RemoveSampleDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <QuestionDialog
      title={t('firstSteps.removeTitle')}
      submit={t('firstSteps.removeSubmit')}
      cancel={t('firstSteps.keep')}
      refusals={{ 412: t('firstSteps.stale') }}
      danger
      onClose={onClose}
      onSubmit={async () => {
        await removeSample(sample);
        showOutcome({ text: t('firstSteps.removed') });
        // Its cases and messages stood on nearly every list.
        void queries.invalidateQueries();
      }}
    >
      <p className={classes.text}>{t('firstSteps.removeText')}</p>
    </QuestionDialog>
  );
}
