import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeedForm } from './deed-form';
import classes from './deed-form.module.css';
import type { DeedFormOf } from './deed-form-props';
import { UnkeptPromises } from './unkept-promises';
import { useDeed } from './use-deed';

/** The matter is solved: from here on it is watched whether it stays so. */
export function SolveForm({ view, book, onDone }: DeedFormOf) {
  const { t } = useTranslation();
  const deed = useDeed(view, { onDone });
  const [customerLeft, setCustomerLeft] = useState(false);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const isOwed = view.tasks.some(({ kind, state }) => kind === 'answer' && state === 'open');
  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t('playbook.solve.submit')}
      onSubmit={() =>
        deed.mutation.mutate([{ path: 'solve', body: { customerLeft, confirmUnkeptPromises: isConfirmed } }])
      }
      fields={['confirmUnkeptPromises']}
    >
      <p className={classes.hint}>{t(isOwed ? 'playbook.solve.answerFirst' : 'playbook.solve.means')}</p>
      <UnkeptPromises
        book={book}
        isConfirmed={isConfirmed}
        onConfirm={setIsConfirmed}
        isRefused={deed.faults.has('confirmUnkeptPromises')}
      />
      <Checkbox
        label={t('playbook.solve.left')}
        description={t('playbook.solve.leftMeans')}
        checked={customerLeft}
        onChange={(event) => setCustomerLeft(event.currentTarget.checked)}
      />
    </DeedForm>
  );
}
