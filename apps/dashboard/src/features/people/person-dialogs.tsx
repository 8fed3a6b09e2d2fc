import type { Person, PersonWithPassword } from '@earshot/contracts';
import { NativeSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES } from '../../i18n/i18n';
import { QuestionDialog } from '../../shared/dialog/question-dialog';
import classes from './people-page.module.css';
import { addPerson, changePerson, deactivatePerson, resetPassword } from './people-query';
import { RoleField } from './role-field';

const LANGUAGES = Object.entries(INTERFACE_LANGUAGES).map(([value, label]) => ({ value, label }));

interface AboutPersonProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: () => Promise<unknown>;
}

interface AddPersonDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (added: PersonWithPassword) => void;
}

/** Adds somebody; the password to begin with is told afterwards. */
export function AddPersonDialog({ onClose, onAdded }: AddPersonDialogProps) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState({ email: '', name: '', language: i18n.language });
  const [role, setRole] = useState<Person['role']>('agent');
  const field = (name: keyof typeof typed) => ({
    label: t(`people.field.${name}`),
    value: typed[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const submit = async (): Promise<void> => onAdded(await addPerson({ ...typed, role }));
  return (
    <QuestionDialog
      title={t('people.add')}
      submit={t('people.form.add')}
      cancel={t('people.form.cancel')}
      refusals={{ 409: t('people.problem.taken') }}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput {...field('email')} type="email" required maxLength={254} autoComplete="off" data-autofocus />
      <TextInput {...field('name')} required maxLength={200} autoComplete="off" />
      <NativeSelect {...field('language')} data={LANGUAGES} />
      <RoleField value={role} onChange={setRole} />
    </QuestionDialog>
  );
}

interface ChangePersonDialogProps extends AboutPersonProps {
  /** Why the role stays as it is; `null` when it may be changed. */
  readonly fixedRole: string | null;
}

export function ChangePersonDialog({ person, fixedRole, onClose, onDone }: ChangePersonDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const submit = async (): Promise<void> => {
    await changePerson(person, { name, role });
    await onDone();
  };
  return (
    <QuestionDialog
      title={t('people.changeTitle', { name: person.name })}
      submit={t('people.form.save')}
      cancel={t('people.form.cancel')}
      refusals={{ 412: t('people.problem.stale'), 409: t('people.onlyAdmin') }}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={t('people.field.name')}
        value={name}
        required
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {fixedRole === null ? (
        <RoleField value={role} onChange={setRole} />
      ) : (
        <p className={classes.note}>
          {t(`role.${person.role}`)}: {fixedRole}
        </p>
      )}
    </QuestionDialog>
  );
}

interface DeactivateDialogProps extends AboutPersonProps {
  /** Who may take their cases. */
  readonly heirs: readonly Person[];
}

/** Ends somebody's access, and says who goes on with their customers. */
export function DeactivateDialog({ person, heirs, onClose, onDone }: DeactivateDialogProps) {
  const { t } = useTranslation();
  const [heir, setHeir] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const submit = async (): Promise<void> => {
    await deactivatePerson(person, { handOverTo: heir, note });
    await onDone();
  };
  return (
    <QuestionDialog
      title={t('people.deactivateTitle', { name: person.name })}
      submit={t('people.deactivateSubmit')}
      cancel={t('people.form.cancel')}
      refusals={{ 412: t('people.problem.stale'), 409: t('people.onlyAdmin') }}
      danger
      onClose={onClose}
      onSubmit={submit}
    >
      <p className={classes.note}>{t('people.deactivateText')}</p>
      {person.openCases > 0 && (
        <>
          <Select
            label={t('people.field.heir', { count: person.openCases })}
            placeholder={t('people.nobody')}
            value={heir}
            data={heirs.map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('people.nobody') }}
            onChange={setHeir}
          />
          <Textarea
            label={t('people.field.note')}
            value={note}
            maxLength={2_000}
            autosize
            minRows={2}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </QuestionDialog>
  );
}

interface ResetPasswordDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onReset: (told: PersonWithPassword) => void;
}

export function ResetPasswordDialog({ person, onClose, onReset }: ResetPasswordDialogProps) {
  const { t } = useTranslation();
  return (
    <QuestionDialog
      title={t('people.passwordTitle', { name: person.name })}
      submit={t('people.passwordSubmit')}
      cancel={t('people.form.cancel')}
      refusals={{ 412: t('people.problem.stale') }}
      onClose={onClose}
      onSubmit={async () => onReset(await resetPassword(person))}
    >
      <p className={classes.note}>{t('people.passwordText')}</p>
    </QuestionDialog>
  );
}
