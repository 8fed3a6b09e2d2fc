import type { CreatedToken, Token } from '@earshot/contracts';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../shared/dialog/question-dialog';
import { useScopeWords } from './scope-words';
import classes from './tokens-page.module.css';
import { createToken } from './tokens-query';

type Scope = Token['scopes'][number];

const DAYS = [7, 30, 90, 180, 366] as const;
const USUAL_DAYS = 90;

interface NewTokenDialogProps {
  /** What the reader may allow. */
  readonly scopes: readonly Scope[];
  readonly onClose: () => void;
  readonly onCreated: (created: CreatedToken) => void;
}

/** Makes a key: what it is for, what it may, and how long it lives. */
export function NewTokenDialog({ scopes, onClose, onCreated }: NewTokenDialogProps) {
  const { t } = useTranslation();
  const words = useScopeWords();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [days, setDays] = useState<number>(USUAL_DAYS);
  return (
    <QuestionDialog
      title={t('tokens.add')}
      submit={t('tokens.form.submit')}
      cancel={t('tokens.form.cancel')}
      refusals={{ 409: t('tokens.form.tooMany') }}
      disabled={chosen.length === 0}
      onClose={onClose}
      onSubmit={async () => onCreated(await createToken({ name, scopes: [...chosen], days }))}
    >
      <TextInput
        label={t('tokens.form.name')}
        description={t('tokens.form.nameMeans')}
        value={name}
        required
        maxLength={100}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('tokens.form.scopes')}
        description={t('tokens.form.scopesMean')}
        required
        value={[...chosen]}
        onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
      >
        <div className={classes.scopes}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={words(scope)} description={scope} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t('tokens.form.days')}
        value={String(days)}
        data={DAYS.map((count) => ({ value: String(count), label: t('tokens.form.forDays', { count }) }))}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
      />
    </QuestionDialog>
  );
}
