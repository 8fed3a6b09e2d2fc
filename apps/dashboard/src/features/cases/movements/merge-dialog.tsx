import type { CaseView } from '@earshot/contracts';
import { Button, Checkbox, Radio, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { failureKind } from '../../../shared/api/api-error';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { showOutcome } from '../../../shared/states/toasts';
import { caseQuery } from '../case-query';
import { ChangedMeanwhile } from '../conflict/changed-meanwhile';
import { customerQuery } from '../../../shared/customers/customer-query';
import classes from './movements.module.css';
import { merge, useReadAllAgain } from './movements-query';

interface MovementDialogProps {
  readonly view: CaseView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Chooses a case whose everything comes into this one, and shows first what that is. */
export function MergeDialog({ view, opened, onClose }: MovementDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('movement.mergeTitle')} size="lg">
      {opened && <MergeForm view={view} onDone={onClose} />}
    </Dialog>
  );
}

function MergeForm({ view, onDone }: { readonly view: CaseView; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const kept = useKeptDraft(`merge.${view.caseId}`, { otherId: '', typed: '' });
  const { otherId, typed } = kept.draft;
  const done = (): void => {
    kept.forget();
    onDone();
  };
  const isItself = otherId === view.caseId;
  const other = useQuery({ ...caseQuery(otherId), enabled: otherId !== '' && !isItself });
  const customer = useQuery({ ...customerQuery(view.customer.id ?? ''), enabled: view.customer.id !== null });
  const others = (customer.data?.history ?? []).filter(({ caseId }) => caseId !== view.caseId);
  const fault = isItself
    ? t('movement.itself')
    : other.isError
      ? t(failureKind(other.error) === 'not-found' ? 'movement.notFound' : `failure.${failureKind(other.error)}.title`)
      : undefined;
  return (
    <div className={classes.form}>
      {others.length === 0 ? (
        <p className={classes.hint}>{t('movement.noOthers')}</p>
      ) : (
        <Radio.Group
          label={t('movement.choose', { customer: view.customer.name })}
          value={otherId}
          onChange={(chosen) => kept.change({ otherId: chosen })}
        >
          {others.map(({ caseId, subject, state }) => (
            <Radio
              key={caseId}
              value={caseId}
              mt={6}
              label={`${subject ?? t('customer.noSubject')} · ${t(`case.state.${state}`)}`}
            />
          ))}
        </Radio.Group>
      )}
      <form
        className={classes.find}
        onSubmit={(event) => {
          event.preventDefault();
          kept.change({ otherId: typed.trim() });
        }}
      >
        <TextInput
          label={t('movement.byId')}
          inputMode="numeric"
          maxLength={18}
          value={typed}
          error={fault}
          onChange={(event) => kept.change({ typed: event.currentTarget.value.replace(/\D/g, '') })}
        />
        <Button type="submit" variant="default" loading={other.isFetching && other.data === undefined}>
          {t('movement.find')}
        </Button>
      </form>
      {other.data !== undefined && !isItself && (
        <Confirmation key={otherId} into={view} other={other.data} onDone={done} />
      )}
    </div>
  );
}

interface ConfirmationProps {
  readonly into: CaseView;
  readonly other: CaseView;
  readonly onDone: () => void;
}

/** What moves, before it does; cases of two customers only when that is meant. */
function Confirmation({ into, other, onDone }: ConfirmationProps) {
  const { t } = useTranslation();
  const readAllAgain = useReadAllAgain();
  const [isMeant, setIsMeant] = useState(false);
  const [isComplaining, setIsComplaining] = useState(false);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const isOther = other.customer.id !== into.customer.id;
  const openTasks = other.tasks.filter(({ state }) => state === 'open' || state === 'paused').length;
  const move = useMutation({
    mutationFn: () =>
      merge(into.caseId, {
        caseId: other.caseId,
        version: into.version,
        otherVersion: other.version,
        confirmDifferentCustomers: isOther && isMeant,
      }),
    onSuccess: () => {
      showOutcome({ text: t('movement.merged', { id: other.caseId }) });
      onDone();
    },
    onSettled: readAllAgain,
  });
  return (
    <div className={classes.preview}>
      <p className={classes.what}>
        {t('movement.preview', { id: other.caseId, customer: other.customer.name })}
        {other.subject !== null && (
          <>
            {' '}
            <bdi>{other.subject}</bdi>
          </>
        )}
      </p>
      <ul className={classes.moved}>
        <li>{t('movement.messages', { count: other.messages.length })}</li>
        {other.replies.length > 0 && <li>{t('movement.replies', { count: other.replies.length })}</li>}
        {openTasks > 0 && <li>{t('movement.tasks', { count: openTasks })}</li>}
      </ul>
      {isOther && (
        <Checkbox
          label={t('movement.otherCustomer')}
          checked={isMeant}
          error={isComplaining && !isMeant ? t('movement.confirmNeeded') : undefined}
          onChange={(event) => setIsMeant(event.currentTarget.checked)}
        />
      )}
      {move.isError && failureKind(move.error) === 'conflict' && into.events.some(({ id }) => !seen.has(id)) ? (
        <ChangedMeanwhile events={into.events} seen={seen} />
      ) : (
        move.isError && (
          <p role="alert" className={classes.refusal}>
            {t(`failure.${failureKind(move.error)}.title`)}. {move.error.message}
          </p>
        )
      )}
      <Button
        className={classes.submit}
        loading={move.isPending}
        onClick={() => {
          setIsComplaining(true);
          if (isOther && !isMeant) return;
          setSeen(new Set(into.events.map(({ id }) => id)));
          move.mutate();
        }}
      >
        {t('movement.merge')}
      </Button>
    </div>
  );
}
