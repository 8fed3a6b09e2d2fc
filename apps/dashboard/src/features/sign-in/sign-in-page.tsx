import { Button, PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../shared/api/api-error';
import { Brand } from '../../shared/labels/brand';
import { useSignIn } from '../../shared/session/session';
import { deedFailure } from '../../shared/states/deed-failure';
import { PageHeading } from '../../shared/states/page-heading';
import classes from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** The way in; afterwards one stands where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { next } = route.useSearch();
  const signIn = useSignIn();
  const problem = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (signIn.isError) problem.current?.focus();
  }, [signIn.isError, signIn.error]);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const field = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    signIn.mutate(
      { email: field('email').trim(), password: field('password') },
      { onSuccess: () => router.history.replace(next ?? '/alerts') },
    );
  };

  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Brand />
        <PageHeading title={t('signIn.title')} />
        {next !== undefined && !signIn.isError && <p className={classes.hint}>{t('signIn.comeBack')}</p>}
        {signIn.isError && (
          <p ref={problem} className={classes.problem} role="alert" tabIndex={-1}>
            {problemText(signIn.error)}
          </p>
        )}
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            name="email"
            type="email"
            size="md"
            label={t('signIn.email')}
            autoComplete="username"
            required
            withAsterisk={false}
            maxLength={254}
          />
          <PasswordInput
            name="password"
            size="md"
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            maxLength={200}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
          />
          <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </form>
      </div>
    </main>
  );

  function problemText(error: unknown): string {
    const kind = failureKind(error);
    if (kind === 'signed-out' || kind === 'invalid')
      return error instanceof ApiError && error.status === 429 ? t('signIn.tooMany') : t('signIn.rejected');
    return deedFailure(t, kind);
  }
}
