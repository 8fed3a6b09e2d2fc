import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mayGetDigests } from '../../shared/session/permissions';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import classes from './digests-page.module.css';
import { readersQuery } from './digests-query';
import { DigestStateMark } from './digest-state-mark';
import { useDigestWords } from './use-digest-words';

/** Who gets what, for administrators; leads to the reader's own page. */
export function Readers({ onChoose }: { readonly onChoose: (userId: string) => void }) {
  const { t } = useTranslation();
  const words = useDigestWords();
  const query = useQuery(readersQuery);
  const items = query.data?.items;
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  const mayGet = (userId: string): boolean => people.every((one) => one.id !== userId || mayGetDigests(one));
  return (
    <div className={classes.readers}>
      <Panel title={t('digests.readers.title')}>
        {items === undefined ? (
          query.isError ? (
            <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
          ) : (
            <Skeleton height={60} role="status" aria-label={t('state.loading')} />
          )
        ) : items.length === 0 ? (
          <p className={classes.none}>{t('digests.readers.none')}</p>
        ) : (
          <ul className={classes.deliveries}>
            {items.map((view) => (
              <li key={`${view.user.id} ${view.edition}`}>
                <Button variant="subtle" size="compact-sm" onClick={() => onChoose(view.user.id)}>
                  <bdi>{view.user.name}</bdi>
                </Button>
                <DigestStateMark view={view} mayGet={mayGet(view.user.id)} />
                <span className={classes.facts}>
                  {t(`digests.edition.${view.edition}`)}: {words(view)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
