import { Button, Drawer, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '../../shared/dialog/use-focus-return';
import { SeverityBadge } from '../../shared/labels/severity-badge';
import { FailureNote } from '../../shared/states/failure-note';
import { Instant } from '../../shared/time/instant';
import type { Chosen } from './figure-tiles';
import classes from './insights-page.module.css';
import { insightCasesQuery } from './insights-query';

interface CasesBehindProps {
  readonly chosen: Chosen | null;
  readonly onClose: () => void;
}

/** Beside the figures, so that nobody loses their place. */
export function CasesBehind({ chosen, onClose }: CasesBehindProps) {
  const { t } = useTranslation();
  useFocusReturn(chosen !== null);
  return (
    <Drawer
      opened={chosen !== null}
      onClose={onClose}
      returnFocus={false}
      position="right"
      title={chosen === null ? t('insights.cases.title') : `${t('insights.cases.title')}: ${chosen.title}`}
      closeButtonProps={{ 'aria-label': t('insights.cases.close') }}
    >
      {chosen !== null && <CaseLinks query={chosen.query} />}
    </Drawer>
  );
}

function CaseLinks({ query }: { readonly query: string }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(insightCasesQuery(query));
  const cases = found.data?.pages.flatMap((page) => page.items);
  if (cases === undefined)
    return found.isError ? (
      <FailureNote error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
    ) : (
      <Skeleton height={120} role="status" aria-label={t('state.loading')} />
    );
  if (cases.length === 0) return <p className={classes.none}>{t('insights.cases.empty')}</p>;
  return (
    <>
      <ul className={classes.behind}>
        {cases.map((one) => (
          <li key={one.caseId}>
            <Link to="/cases/$caseId" params={{ caseId: one.caseId }}>
              <bdi>{one.customer.name}</bdi>
              {one.subject !== null && <bdi className={classes.subject}>{one.subject}</bdi>}
            </Link>
            <span className={classes.facts}>
              <SeverityBadge severity={one.severity} />
              <Instant at={one.openedAt} />
            </span>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('insights.cases.more')}
        </Button>
      )}
    </>
  );
}
