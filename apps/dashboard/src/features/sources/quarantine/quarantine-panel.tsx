import type { QuarantineItemView, SourceDetail } from '@earshot/contracts';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../shared/states/failure-note';
import { Panel } from '../../../shared/states/panel';
import { showOutcome } from '../../../shared/states/toasts';
import { useReadAgain } from '../manage/manage-queries';
import { SourceDialog } from '../manage/source-dialog';
import classes from '../source-page.module.css';
import { QuarantineItem } from './quarantine-item';
import { dismissItem, quarantineQuery, type QuarantineState } from './quarantine-queries';
import { RetryAll } from './retry-all';

/** What could not be read: seen by everybody, read again after a fix, dismissed with a reason. */
export function QuarantinePanel({ source }: { readonly source: SourceDetail }) {
  const { t } = useTranslation();
  const [state, setState] = useState<QuarantineState>('open');
  const [dismissed, setDismissed] = useState<QuarantineItemView | null>(null);
  const query = useInfiniteQuery(quarantineQuery(source.id, state));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div id="quarantine">
      <Panel title={t('quarantine.title', { count: source.openQuarantine })}>
        <p className={classes.lead}>{t('quarantine.lead')}</p>
        <div className={classes.tabs} role="group" aria-label={t('quarantined.show')}>
          {(['open', 'closed'] as const).map((name) => (
            <Button
              key={name}
              size="compact-sm"
              variant={state === name ? 'filled' : 'default'}
              aria-pressed={state === name}
              onClick={() => setState(name)}
            >
              {t(`quarantined.${name}`)}
            </Button>
          ))}
          {state === 'open' && items.filter(({ canBeReread }) => canBeReread).length > 1 && (
            <RetryAll sourceId={source.id} />
          )}
        </div>
        {query.isError && (
          <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        )}
        {query.isPending && <Skeleton height={80} radius="md" role="status" aria-label={t('state.loading')} />}
        {query.isSuccess && items.length === 0 && <p className={classes.lead}>{t('quarantined.none')}</p>}
        <ul className={classes.quarantined}>
          {items.map((item) => (
            <li key={item.id}>
              <QuarantineItem source={source} item={item} onDismiss={() => setDismissed(item)} />
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('quarantined.more')}
          </Button>
        )}
      </Panel>
      {dismissed !== null && <DismissDialog sourceId={source.id} item={dismissed} onClose={() => setDismissed(null)} />}
    </div>
  );
}

function DismissDialog({
  sourceId,
  item,
  onClose,
}: {
  readonly sourceId: string;
  readonly item: QuarantineItemView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain(sourceId);
  const [reason, setReason] = useState('');
  return (
    <SourceDialog
      title={t('quarantined.dismiss.title')}
      submit={t('quarantined.dismiss.action')}
      disabled={reason.trim().length < 3}
      onClose={onClose}
      onSubmit={async () => {
        await dismissItem(sourceId, item.id, reason.trim());
        showOutcome({ text: t('quarantined.dismiss.done') });
        await readAgain();
      }}
    >
      <p className={classes.lead}>{t('quarantined.dismiss.lead')}</p>
      <TextInput
        label={t('quarantined.dismiss.reason')}
        maxLength={500}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SourceDialog>
  );
}
