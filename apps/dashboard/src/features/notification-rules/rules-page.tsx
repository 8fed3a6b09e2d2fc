import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { PageHeading } from '../../shared/states/page-heading';
import { RefusedPage } from '../../shared/states/refused-page';
import { FailureState } from '../../shared/states/states';
import { ChannelsPanel } from './channels-panel';
import classes from './rules-page.module.css';
import { channelsQuery, rulesQuery } from './rules-query';
import { RulesPanel } from './rules-panel';

/** Who is told of what beside those whom the steps of escalation name, and the chats and systems of the house. */
export function RulesPage() {
  const { t } = useTranslation();
  const channels = useQuery(channelsQuery);
  const rules = useQuery(rulesQuery);
  const failed = channels.error ?? rules.error;
  if (failureKind(failed) === 'no-permission') return <RefusedPage title={t('rules.title')} error={failed} />;
  return (
    <div className={classes.page}>
      <header>
        <PageHeading title={t('rules.title')} />
        <p className={classes.lead}>{t('rules.lead')}</p>
      </header>
      {channels.data !== undefined && rules.data !== undefined ? (
        <>
          <ChannelsPanel channels={channels.data.items} rules={rules.data.items} />
          <RulesPanel rules={rules.data.items} channels={channels.data.items} />
        </>
      ) : failed !== null ? (
        <FailureState
          error={failed}
          retrying={channels.isFetching || rules.isFetching}
          onRetry={() => {
            void channels.refetch();
            void rules.refetch();
          }}
        />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={160} radius="md" mb={16} />
          <Skeleton height={160} radius="md" />
        </div>
      )}
    </div>
  );
}
