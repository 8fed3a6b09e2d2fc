import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure } from '../../../shared/states/toasts';
import { configurationQuery } from '../setup/setup-queries';
import { beginConsent } from './manage-queries';

/** Sends the person to the provider, where they consent; offered where an account is connected so. */
export function ConnectAccount({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTranslation();
  const takesConsent = useQuery(configurationQuery(sourceId)).data?.takesConsent === true;
  const begin = useMutation({
    mutationFn: () => beginConsent(sourceId),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => {
      const kind = failureKind(error);
      showFailure({
        title: t(`failure.${kind}.title`),
        text: kind === 'conflict' ? error.message : deedFailure(t, kind),
      });
    },
  });
  if (!takesConsent) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconPlugConnected size={15} aria-hidden="true" />}
      loading={begin.isPending || begin.isSuccess}
      onClick={() => begin.mutate()}
    >
      {t('manage.connect')}
    </Button>
  );
}
