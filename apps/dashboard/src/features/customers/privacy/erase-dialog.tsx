import type { CustomerHoldings } from '@earshot/contracts';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { failureKind } from '../../../shared/api/api-error';
import { FailureNote } from '../../../shared/states/failure-note';
import { showOutcome } from '../../../shared/states/toasts';
import classes from '../customer-page.module.css';
import { eraseCustomer, holdingsQuery } from '../customers-query';

interface EraseDialogProps {
  readonly customerId: string;
  readonly onClose: () => void;
}

/** Says what will go, and lets it go only when the name is typed. */
export function EraseDialog({ customerId, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const held = useQuery({ ...holdingsQuery(customerId), staleTime: 0 });
  return (
    <Dialog opened onClose={onClose} title={t('customers.erase.title')}>
      <div className={classes.dialog}>
        <p className={classes.sentence}>{t('customers.erase.text')}</p>
        {held.data !== undefined ? (
          <Confirmation customerId={customerId} holdings={held.data} onClose={onClose} />
        ) : held.isError ? (
          <FailureNote error={held.error} onRetry={() => void held.refetch()} retrying={held.isFetching} />
        ) : (
          <div role="status" aria-label={t('state.loading')}>
            <Skeleton height={140} radius="md" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** In the order in which a reader cares about them. */
const COUNTED = [
  'messages',
  'cases',
  'answers',
  'notes',
  'calls',
  'promises',
  'compensations',
  'identities',
  'drafts',
  'attachments',
  'quarantined',
] as const satisfies readonly (keyof CustomerHoldings)[];

interface ConfirmationProps extends EraseDialogProps {
  readonly holdings: CustomerHoldings;
}

function Confirmation({ customerId, holdings, onClose }: ConfirmationProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const erase = useMutation({
    mutationFn: () => eraseCustomer(customerId, holdings.version, typed),
    onSuccess: () => {
      onClose();
      showOutcome({ text: t('customers.erase.done') });
      void queries.invalidateQueries();
    },
    onError: () => queries.invalidateQueries(holdingsQuery(customerId)),
  });
  const fits = typed.trim() === holdings.name.trim();
  return (
    <form
      className={classes.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && !erase.isPending) erase.mutate();
      }}
    >
      <dl className={classes.counts}>
        {COUNTED.filter((what) => holdings[what] > 0).map((what) => (
          <div key={what}>
            <dt>{t(`customers.erase.held.${what}`)}</dt>
            <dd>{holdings[what]}</dd>
          </div>
        ))}
      </dl>
      {holdings.openCases > 0 && <p className={classes.refusal}>{t('customers.erase.openCases')}</p>}
      <TextInput
        data-autofocus
        autoComplete="off"
        label={t('customers.erase.type', { name: holdings.name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {erase.isError && (
        <p role="alert" className={classes.refusal}>
          {failureKind(erase.error) === 'conflict'
            ? t('customers.erase.conflict')
            : t(`failure.${failureKind(erase.error)}.title`)}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" color="red.9" disabled={!fits} loading={erase.isPending}>
          {t('customers.erase.confirm')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('customers.cancel')}
        </Button>
      </div>
    </form>
  );
}
