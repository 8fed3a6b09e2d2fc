import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { failureKind } from '../../../shared/api/api-error';
import { showOutcome } from '../../../shared/states/toasts';
import type { BoardSearch } from '../board-search';
import classes from './views.module.css';
import { useViewDeed } from './views-query';

interface KeepViewDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly search: BoardSearch;
  readonly mayShare: boolean;
}

/** Keeps the list that is shown, with its filters, under a name. */
export function KeepViewDialog({ opened, onClose, search, mayShare }: KeepViewDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('views.keepTitle')} centered>
      <KeepViewForm search={search} mayShare={mayShare} onKept={onClose} />
    </Dialog>
  );
}

interface KeepViewFormProps extends Pick<KeepViewDialogProps, 'search' | 'mayShare'> {
  readonly onKept: () => void;
}

function KeepViewForm({ search, mayShare, onKept }: KeepViewFormProps) {
  const { t } = useTranslation();
  const deed = useViewDeed();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [isNameless, setIsNameless] = useState(false);
  const kind = deed.isError ? failureKind(deed.error) : null;
  // A name that is taken is the likeliest reason, and the only one that another name helps against.
  const refusal = kind === null ? undefined : t(kind === 'conflict' ? 'views.taken' : `failure.${kind}.title`);
  const keep = (): void => {
    const given = name.trim();
    setIsNameless(given === '');
    if (given === '' || deed.isPending) return;
    deed.mutate(
      { do: 'keep', view: { name: given, search, shared } },
      {
        onSuccess: () => {
          onKept();
          showOutcome({ text: t('views.kept', { name: given }) });
        },
      },
    );
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextInput
        label={t('views.name')}
        value={name}
        maxLength={60}
        error={isNameless ? t('views.nameless') : refusal}
        onChange={(event) => {
          setName(event.currentTarget.value);
          deed.reset();
        }}
        data-autofocus
      />
      {mayShare && (
        <Switch
          label={t('views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
      <Button type="submit" loading={deed.isPending}>
        {t('views.submit')}
      </Button>
    </form>
  );
}
