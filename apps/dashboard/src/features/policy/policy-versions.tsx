import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { mayEditPolicy } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { deedFailure } from '../../shared/states/deed-failure';
import { FailureNote } from '../../shared/states/failure-note';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { VersionsPanel } from '../../shared/versions/versions-panel';
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
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['policy'] }),
  });
  const deed = {
    label: t('standards.versions.restore'),
    nameFor: (version: string) => t('standards.versions.restoreOne', { version }),
    pending: restore.isPending,
    run: restore.mutate,
  };
  return (
    <VersionsPanel versions={query.data?.items ?? []} inForce={inForce} deed={mayEditPolicy(user) ? deed : null}>
      {query.isError && query.data === undefined && (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      )}
    </VersionsPanel>
  );
}
