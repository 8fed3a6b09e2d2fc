import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import { useReadAgain } from '../manage/manage-queries';
import { retryAll } from './quarantine-queries';

/** After a new version or a mended option: reads everything that is open again, and tells what came of it. */
export function RetryAll({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain(sourceId);
  const retry = useMutation({
    mutationFn: () => retryAll(sourceId),
    onSuccess: ({ closed, left }) => showOutcome({ text: t('quarantined.retriedAll', { closed, left }) }),
    onError: (error) => {
      const kind = failureKind(error);
      showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
    onSettled: () => readAgain(),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRefresh size={14} aria-hidden="true" />}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {t('quarantined.retryAll')}
    </Button>
  );
}
