import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { DeedForm } from './deed-form';
import classes from './deed-form.module.css';
import type { DeedFormOf } from './deed-form-props';
import { playbookQuery } from './playbook-query';
import { useFormDeed } from './use-form-deed';

const KINDS = ['bonus', 'gift'] as const;
type Kind = (typeof KINDS)[number];

const UNTOUCHED = { kind: 'bonus' as Kind, description: '', value: '', currency: 'EUR', expiresOn: '' };

/** A gift, or a bonus on the next purchase, with what it is worth and its last day. */
export function CompensationForm({ view, onDone }: DeedFormOf) {
  const { t } = useTranslation();
  const kept = useKeptDraft(`compensation.${view.caseId}`, UNTOUCHED);
  const { kind, ...given } = kept.draft;
  const deed = useFormDeed(view, kept, onDone);
  const months = useQuery(playbookQuery).data?.compensationExpiresAfterMonths ?? null;
  const [isComplaining, setIsComplaining] = useState(false);
  const submit = (): void => {
    setIsComplaining(true);
    const description = given.description.trim();
    const value = given.value.trim().replace(',', '.');
    if (description === '') return;
    const body = {
      kind,
      description,
      ...(value === '' ? {} : { value, currency: given.currency.trim().toUpperCase() }),
      ...(given.expiresOn === '' ? {} : { expiresOn: given.expiresOn }),
    };
    deed.mutation.mutate([{ path: 'compensations', body }]);
  };
  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t('playbook.compensation.submit')}
      onSubmit={submit}
      fields={['description', 'value', 'currency', 'expiresOn']}
    >
      <NativeSelect
        label={t('playbook.compensation.kind')}
        value={kind}
        onChange={(event) => kept.change({ kind: event.currentTarget.value as Kind })}
        data={KINDS.map((value) => ({ value, label: t(`playbook.compensationKind.${value}`) }))}
      />
      <Textarea
        label={t('playbook.compensation.description')}
        rows={2}
        maxLength={500}
        value={given.description}
        error={isComplaining && given.description.trim() === '' ? t('playbook.needed') : deed.faults.get('description')}
        onChange={(event) => kept.change({ description: event.currentTarget.value })}
        data-autofocus
      />
      <div className={classes.pair}>
        <TextInput
          label={t('playbook.compensation.value')}
          inputMode="decimal"
          value={given.value}
          error={deed.faults.has('value') ? t(`playbook.compensation.${numberFault(given.value)}`) : undefined}
          onChange={(event) => kept.change({ value: event.currentTarget.value })}
        />
        <TextInput
          label={t('playbook.compensation.currency')}
          maxLength={3}
          value={given.currency}
          error={deed.faults.has('currency') ? t('playbook.compensation.notACurrency') : undefined}
          onChange={(event) => kept.change({ currency: event.currentTarget.value })}
        />
      </div>
      <TextInput
        type="date"
        label={t('playbook.compensation.expiresOn')}
        description={months === null ? undefined : t('playbook.compensation.expiresByDefault', { count: months })}
        value={given.expiresOn}
        error={deed.faults.has('expiresOn') ? t('playbook.compensation.expiresAhead') : undefined}
        onChange={(event) => kept.change({ expiresOn: event.currentTarget.value })}
      />
    </DeedForm>
  );
}

/** What is refused although it is a number is too much. */
function numberFault(value: string): 'notANumber' | 'tooMuch' {
  const isNumber = /^(?=.*[1-9])\d+([.,]\d{1,2})?$/.test(value.trim());
  return isNumber ? 'tooMuch' : 'notANumber';
}
