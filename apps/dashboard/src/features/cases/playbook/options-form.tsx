import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { DeedForm } from './deed-form';
import classes from './deed-form.module.css';
import type { DeedFormOf } from './deed-form-props';
import { useFormDeed } from './use-form-deed';

/** Beyond this nobody can choose. */
const MOST = 10;

/** The ways out that the customer is offered; the playbook asks for at least three. */
export function OptionsForm({ view, book, onDone }: DeedFormOf) {
  const { t } = useTranslation();
  const [untouched] = useState((): { readonly texts: readonly string[] } => ({
    texts: Array.from({ length: Math.max(1, book.optionsMissing) }, () => ''),
  }));
  const kept = useKeptDraft(`options.${view.caseId}`, untouched);
  const { texts } = kept.draft;
  const deed = useFormDeed(view, kept, onDone);
  const [isComplaining, setIsComplaining] = useState(false);
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  // The request carries only what was filled in: its places are counted without the gaps.
  const placeOf = (index: number): number => texts.slice(0, index).filter((text) => text.trim() !== '').length;
  const submit = (): void => {
    setIsComplaining(true);
    if (given.length > 0) deed.mutation.mutate([{ path: 'options', body: { texts: given } }]);
  };
  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t('playbook.options.submit')}
      onSubmit={submit}
      fields={given.map((_, index) => `texts.${index}`)}
    >
      {book.optionsMissing > 0 && (
        <p className={classes.hint}>{t('playbook.options.missing', { count: book.optionsMissing })}</p>
      )}
      {texts.map((text, index) => (
        <TextInput
          key={index}
          label={t('playbook.options.one', { number: book.options.length + index + 1 })}
          maxLength={500}
          value={text}
          error={
            isComplaining && given.length === 0 && index === 0
              ? t('playbook.needed')
              : text.trim() === ''
                ? undefined
                : deed.faults.get(`texts.${placeOf(index)}`)
          }
          onChange={(event) => kept.change({ texts: texts.with(index, event.currentTarget.value) })}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
        />
      ))}
      {book.options.length + texts.length < MOST && (
        <Button
          variant="subtle"
          size="compact-sm"
          justify="flex-start"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => kept.change({ texts: [...texts, ''] })}
        >
          {t('playbook.options.more')}
        </Button>
      )}
    </DeedForm>
  );
}
