import { Button, Loader } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isServerThere } from '../shared/lazy/load-part';
import { FailureState } from '../shared/states/states';
import { PageHeading } from '../shared/states/page-heading';
import { ApiError, failureKind } from '../shared/api/api-error';
import classes from './fallback-pages.module.css';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  const missing = new ApiError(404, { type: 'about:blank', title: 'Not Found', status: 404 });
  return (
    <div className={classes.page}>
      <PageHeading title={t('failure.not-found.title')}>
        <span className="visually-hidden">{t('failure.not-found.title')}</span>
      </PageHeading>
      <FailureState
        error={missing}
        action={
          <Button component={Link} to="/alerts" variant="default">
            {t('case.toAlerts')}
          </Button>
        }
      />
    </div>
  );
}

/** The session could not be read: there is no frame yet, so this is the whole page. */
export function CrashedApp(props: ErrorComponentProps) {
  return (
    <main>
      <CrashedPage {...props} />
    </main>
  );
}

/**
 * A page that could not be shown: its script could not be loaded, or it failed. One that could not be reached comes by
 * itself when the browser is online again.
 */
export function CrashedPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const title = t(`failure.${failureKind(error)}.title`);
  const isUnreachable = failureKind(error) === 'unreachable';
  const retry = async (): Promise<void> => {
    if (!isUnreachable) {
      reset();
      await router.invalidate();
    } else if (await isServerThere()) {
      // Browsers remember that a script did not come, and would not ask for it again on this page.
      window.location.reload();
    }
  };
  const retryWhenReachable = useEffectEvent(() => {
    if (isUnreachable) void retry();
  });
  useEffect(() => {
    const onOnline = (): void => retryWhenReachable();
    window.addEventListener('online', onOnline);
    return () => window.removeEventListener('online', onOnline);
  }, []);
  return (
    <div className={classes.page}>
      <PageHeading title={title}>
        <span className="visually-hidden">{title}</span>
      </PageHeading>
      <FailureState error={error} onRetry={() => void retry()} />
    </div>
  );
}

/** The first moment, while the session is read. */
export function StartingPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.starting} role="status">
      <Loader size="sm" aria-hidden="true" />
      <span className="visually-hidden">{t('state.loading')}</span>
    </div>
  );
}
