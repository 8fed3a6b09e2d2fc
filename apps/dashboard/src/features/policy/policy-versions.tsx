import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { mayEditPolicy } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { Instant } from '../../shared/time/instant';
import classes from './policy-page.module.css';
import { policyQuery, policyVersionsQuery, restorePolicy } from './policy-query';

/** Who saved what when; an earlier one is restored as a new version, and promised deadlines stay. */
export function PolicyVersions({ inForce }: { readonly inForce: string }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const query = useQuery(policyVersionsQuery);
  const restore = useMutation({
    mutationFn: (id: string) => restorePolicy(id, 'none', inForce),
    onSuccess: (restored) => {
      queries.setQueryData(policyQuery.queryKey, restored);
      showOutcome({ text: t('standards.saved') });
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: t(`failure.${kind}.text`) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['policy'] }),
  });
  const nameOf = (id: string): string =>
    id === '0' ? t('standards.versions.files') : t('standards.versions.one', { id });
  return (
    <Panel title={t('standards.versions.title')}>
      {query.isError && query.data === undefined && (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
      <ol className={classes.versions}>
        {query.data?.items.map(({ id, createdAt, createdBy, note }) => (
          <li key={id} className={classes.version}>
            <span className={classes.versionWords}>
              <span className={classes.versionName}>
                {nameOf(id)}
                {id === inForce && <span className={classes.dim}> · {t('standards.versions.inForce')}</span>}
              </span>
              <span className={classes.dim}>
                {createdBy !== null && <bdi>{createdBy.name}</bdi>}
                {createdBy !== null && createdAt !== null && ' · '}
                {createdAt !== null && <Instant at={createdAt} />}
              </span>
              {note !== null && <span dir="auto">{note}</span>}
            </span>
            {id !== inForce && mayEditPolicy(user) && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('standards.versions.restoreOne', { version: nameOf(id) })}
                aria-disabled={restore.isPending}
                onClick={() => {
                  if (!restore.isPending) restore.mutate(id);
                }}
              >
                {t('standards.versions.restore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
