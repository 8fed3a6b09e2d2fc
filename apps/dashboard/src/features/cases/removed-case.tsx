import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shared/states/page-heading';
import { State } from '../../shared/states/states';

/** A case that somebody removed while it was open here, such as one of the sample: nothing can be done with it. */
export function RemovedCase() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // The lists may still hold it: they are read anew before the reader is back there.
  useEffect(() => void queries.invalidateQueries({ queryKey: ['alerts'] }), [queries]);
  return (
    <>
      <PageHeading title={t('case.removed.title')}>
        <span className="visually-hidden">{t('case.removed.title')}</span>
      </PageHeading>
      <State
        icon={IconTrash}
        tone="alarm"
        title={t('case.removed.title')}
        action={
          <Button component={Link} to="/alerts" variant="default">
            {t('case.toAlerts')}
          </Button>
        }
      >
        {t('case.removed.text')}
      </State>
    </>
  );
}
