import type { InsightsView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { PageHeading } from '../../shared/states/page-heading';
import { Panel } from '../../shared/states/panel';
import { RefusedPage } from '../../shared/states/refused-page';
import { FailureState } from '../../shared/states/states';
import { useSession } from '../../shared/session/session';
import { Instant } from '../../shared/time/instant';
import { useNow } from '../../shared/time/use-time';
import { CasesBehind } from './cases-behind';
import { FigureTiles, type Chosen } from './figure-tiles';
import { InsightControls } from './insight-controls';
import { insightQuery, type InsightSearch } from './insight-search';
import classes from './insights-page.module.css';
import { insightsQuery } from './insights-query';
import { Parts } from './parts';
import { Spikes } from './spikes';
import { UnhappyChart } from './unhappy-chart';

const route = getRouteApi('/app/insights');

/** How many are unhappy, how soon they are answered, why, and whether it was made good; each figure leads to its cases. */
export function InsightsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = insightQuery(search, useNow(), user.zone);
  const query = useQuery(insightsQuery(asked));
  const choose = (change: InsightSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  if (failureKind(query.error) === 'no-permission')
    return <RefusedPage title={t('insights.title')} error={query.error} />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('insights.title')} />
        {query.data !== undefined && <AsOf view={query.data} />}
        <InsightControls search={search} asked={asked} onChoose={choose} />
      </header>
      {query.data !== undefined ? (
        <Figures view={query.data} busy={query.isPlaceholderData} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div className={classes.body} role="status" aria-label={t('state.loading')}>
          <Skeleton height={150} />
          <Skeleton height={260} />
        </div>
      )}
    </div>
  );
}

function AsOf({ view: { asOf } }: { readonly view: InsightsView }) {
  const { t } = useTranslation();
  if (asOf === null) return <p className={classes.asOf}>{t('insights.notYet')}</p>;
  const [before, after] = t('insights.asOf', { when: '\u0000' }).split('\u0000');
  return (
    <p className={classes.asOf}>
      {before}
      <Instant at={asOf} />
      {after}
    </p>
  );
}

const PARTS = [
  ['topics', 'topic'],
  ['languages', 'language'],
  ['sources', 'source'],
] as const;

function Figures({ view, busy }: { readonly view: InsightsView; readonly busy: boolean }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // Cases have owners, messages have none: of one person there is nothing to chart.
  const counted = view.total.received !== null;
  return (
    <div className={classes.body} aria-busy={busy}>
      <FigureTiles view={view} onChoose={setChosen} />
      <Spikes />
      {counted && <UnhappyChart view={view} onChoose={setChosen} />}
      <div className={classes.parts}>
        <Panel title={t('insights.causes')}>
          <Causes view={view} onChoose={setChosen} />
        </Panel>
        {counted &&
          PARTS.map(([name, kind]) => (
            <Parts
              key={kind}
              title={t(`insights.${name}`)}
              parts={view[name]}
              kind={kind}
              query={view.cases.unhappy}
              onChoose={setChosen}
            />
          ))}
      </div>
      <CasesBehind chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

interface CausesProps {
  readonly view: InsightsView;
  readonly onChoose: (chosen: Chosen) => void;
}

function Causes({ view, onChoose }: CausesProps) {
  const { t } = useTranslation();
  if (view.causes.length === 0) return <p className={classes.none}>{t('insights.noCauses')}</p>;
  return (
    <ul className={classes.causes}>
      {view.causes.map(({ stage, kind, cases }) => (
        <li key={`${stage} ${kind ?? ''}`}>
          <button
            type="button"
            className={classes.cause}
            onClick={() =>
              onChoose({ title: stage, query: `${view.cases.cause}&${new URLSearchParams({ stage }).toString()}` })
            }
          >
            <span>{stage}</span>
            {kind !== null && <span className={classes.kind}>{t(`playbook.causeKind.${kind}`)}</span>}
          </button>
          <span className={classes.count}>{cases}</span>
        </li>
      ))}
    </ul>
  );
}
