import type { PasswordChange } from '@earshot/contracts';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { request } from '../../shared/api/request';
import { Panel } from '../../shared/states/panel';
import { showOutcome } from '../../shared/states/toasts';
import { refusedPassword, SHORTEST_PASSWORD, type PasswordProblem } from './password-problem';
import classes from './settings-page.module.css';

const EMPTY = { old: '', next: '', repeated: '' };

/** Sets another password; other browsers have to sign in again. */
export function PasswordPanel() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(EMPTY);
  const [problem, setProblem] = useState<PasswordProblem | null>(null);
  const change = useMutation({
    mutationFn: (body: PasswordChange) => request<void>('POST', '/session/password', { body }),
    onSuccess: () => {
      setTyped(EMPTY);
      showOutcome({ text: t('settings.password.changed') });
    },
    onError: (error) => setProblem(problemOf(error)),
  });
  const submit = (): void => {
    const found = refusedPassword(typed);
    setProblem(found);
    if (found === null && !change.isPending) change.mutate({ old: typed.old, next: typed.next });
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    maxLength: 200,
    visibilityToggleButtonProps: { 'aria-label': t('signIn.showPassword') },
    error: problem?.field === name ? t(`settings.password.problem.${problem.kind}`) : undefined,
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
      setTyped({ ...typed, [name]: event.currentTarget.value });
      setProblem(null);
    },
  });
  return (
    <Panel title={t('settings.password.title')}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PasswordInput label={t('settings.password.old')} autoComplete="current-password" {...field('old')} />
        <PasswordInput
          label={t('settings.password.next')}
          description={t('settings.password.hint', { least: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          {...field('next')}
        />
        <PasswordInput label={t('settings.password.repeat')} autoComplete="new-password" {...field('repeated')} />
        {problem?.field === null && (
          <p role="alert" className={classes.note}>
            {t(`settings.password.problem.${problem.kind}`)}
          </p>
        )}
        <Button type="submit" className={classes.submit} loading={change.isPending}>
          {t('settings.password.submit')}
        </Button>
      </form>
    </Panel>
  );
}

/** What the server found wrong, at the field where it is put right. */
function problemOf(error: unknown): PasswordProblem {
  if (error instanceof ApiError && error.status === 429) return { field: null, kind: 'tooMany' };
  const path = error instanceof ApiError ? error.problem.faults?.[0]?.path : undefined;
  if (path === 'old') return { field: 'old', kind: 'wrong' };
  if (path === 'next') return { field: 'next', kind: 'refused' };
  return { field: null, kind: failureKind(error) === 'unreachable' ? 'unreachable' : 'failed' };
}
