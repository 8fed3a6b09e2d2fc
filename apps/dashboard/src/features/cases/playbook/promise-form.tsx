import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { DeedForm } from './deed-form';
import type { DeedFormOf } from './deed-form-props';
import { useFormDeed } from './use-form-deed';

/** What was promised and for which day: it becomes a task with that date. */
export function PromiseForm({ view, onDone }: DeedFormOf) {
  const { t } = useTranslation();
  const kept = useKeptDraft(`promise.${view.caseId}`, { text: '', dueOn: '' });
  const { text, dueOn } = kept.draft;
  const deed = useFormDeed(view, kept, onDone);
  const [isComplaining, setIsComplaining] = useState(false);
  const missing = (value: string): string | undefined =>
    isComplaining && value.trim() === '' ? t('playbook.needed') : undefined;
  const submit = (): void => {
    setIsComplaining(true);
    if (text.trim() !== '' && dueOn !== '')
      deed.mutation.mutate([{ path: 'promises', body: { text: text.trim(), dueOn } }]);
  };
  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t('playbook.promise.submit')}
      onSubmit={submit}
      fields={['text', 'dueOn']}
    >
      <Textarea
        label={t('playbook.promise.text')}
        rows={3}
        maxLength={1_000}
        value={text}
        error={missing(text) ?? deed.faults.get('text')}
        onChange={(event) => kept.change({ text: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        type="date"
        label={t('playbook.promise.dueOn')}
        description={t('playbook.promise.until')}
        value={dueOn}
        error={missing(dueOn) ?? (deed.faults.has('dueOn') ? t('playbook.promise.ahead') : undefined)}
        onChange={(event) => kept.change({ dueOn: event.currentTarget.value })}
      />
    </DeedForm>
  );
}
