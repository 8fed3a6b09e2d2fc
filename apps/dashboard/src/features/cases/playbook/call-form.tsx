import { Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { DeedForm } from './deed-form';
import classes from './deed-form.module.css';
import type { DeedFormOf } from './deed-form-props';
import { useFormDeed } from './use-form-deed';

const DIRECTIONS = ['outgoing', 'incoming', 'meeting'] as const;
type Direction = (typeof DIRECTIONS)[number];

interface CallWords {
  readonly direction: Direction;
  readonly reached: boolean;
  readonly minutes: number | null;
  readonly summary: string;
}

const UNTOUCHED: CallWords = { direction: 'outgoing', reached: true, minutes: null, summary: '' };

/** A call or a meeting; one in which the customer was reached is an answer. */
export function CallForm({ view, onDone }: DeedFormOf) {
  const { t } = useTranslation();
  const kept = useKeptDraft(`call.${view.caseId}`, UNTOUCHED);
  const { direction, reached, minutes, summary } = kept.draft;
  const deed = useFormDeed(view, kept, onDone);
  const [isComplaining, setIsComplaining] = useState(false);
  const submit = (): void => {
    if (summary.trim() === '') {
      setIsComplaining(true);
      return;
    }
    const body = { direction, reached, summary: summary.trim(), ...(minutes === null ? {} : { minutes }) };
    deed.mutation.mutate([{ path: 'calls', body }]);
  };
  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t('playbook.call.submit')}
      onSubmit={submit}
      fields={['summary', 'minutes']}
    >
      <div className={classes.pair}>
        <NativeSelect
          label={t('playbook.call.direction')}
          value={direction}
          onChange={(event) => kept.change({ direction: event.currentTarget.value as Direction })}
          data={DIRECTIONS.map((value) => ({ value, label: t(`playbook.direction.${value}`) }))}
        />
        <NumberInput
          label={t('playbook.call.minutes')}
          min={0}
          max={1440}
          allowDecimal={false}
          hideControls
          value={minutes ?? ''}
          error={deed.faults.get('minutes')}
          onChange={(value) => kept.change({ minutes: typeof value === 'number' ? value : null })}
        />
      </div>
      <Checkbox
        label={t('playbook.call.reached')}
        description={t('playbook.call.reachedMeans')}
        checked={reached}
        onChange={(event) => kept.change({ reached: event.currentTarget.checked })}
      />
      <Textarea
        label={t('playbook.call.summary')}
        rows={4}
        maxLength={4_000}
        value={summary}
        error={isComplaining && summary.trim() === '' ? t('playbook.needed') : deed.faults.get('summary')}
        onChange={(event) => kept.change({ summary: event.currentTarget.value })}
        data-autofocus
      />
    </DeedForm>
  );
}
