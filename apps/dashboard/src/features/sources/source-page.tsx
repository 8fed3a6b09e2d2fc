import type { PollView, SourceDetail } from '@earshot/contracts';
import { Button, Skeleton, Table } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '../../shared/labels/catalogue';
import { mayRunSources } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { isPushedKind } from '../../shared/sources/is-pushed-kind';
import { PageHeading } from '../../shared/states/page-heading';
import { Panel } from '../../shared/states/panel';
import { FailureState } from '../../shared/states/states';
import { formatDay } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { ToldText } from '../../shared/time/told-text';
import { useTimeStyle } from '../../shared/time/use-time';
import { Ledger } from './ledger';
import { balanceOf } from './ledger-balance';
import { PollTimes } from './poll-times';
import { SourceActions } from './source-actions';
import health from './source-health.module.css';
import classes from './source-page.module.css';
import { HowItIsFed } from './feeding/how-it-is-fed';
import { BackfillState } from './manage/backfill-state';
import { ConnectAccount } from './manage/connect-account';
import { ConsentNotice } from './manage/consent-notice';
import { SourceMenu } from './manage/source-menu';
import { QuarantinePanel } from './quarantine/quarantine-panel';
import { Consumption, HealthFacts, StateWords } from './source-health';
import { SourceMarks } from './source-marks';
import { sourceQuery } from './source-query';
import { SourceState } from './source-state';

const route = getRouteApi('/app/sources/$sourceId');

/** One source: its health, its account day by day, its latest polls and what is quarantined. */
export function SourcePage() {
  const { t } = useTranslation();
  const { sourceId } = route.useParams();
  const query = useQuery(sourceQuery(sourceId));
  return (
    <div className={classes.page}>
      <nav className={classes.navigation} aria-label={t('source.navigation')}>
        <Link to="/sources" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden="true" />
          {t('sources.title')}
        </Link>
      </nav>
      {query.data !== undefined ? (
        <SourceBody source={query.data} />
      ) : query.isError ? (
        <SourceFailure error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={280} radius="md" m="lg" aria-label={t('state.loading')} role="status" />
      )}
    </div>
  );
}

function SourceFailure(props: { readonly error: unknown; readonly onRetry: () => void; readonly retrying: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('source.title')}>
        <span className="visually-hidden">{t('source.title')}</span>
      </PageHeading>
      <FailureState
        {...props}
        action={
          <Button component={Link} to="/sources" variant="default">
            {t('source.toSources')}
          </Button>
        }
      />
    </>
  );
}

function SourceBody({ source }: { readonly source: SourceDetail }) {
  const { user } = useSession();
  return (
    <>
      <header className={classes.header}>
        <div className={classes.headline}>
          <PageHeading title={source.name}>
            <bdi>{source.name}</bdi>
          </PageHeading>
          <p className={classes.kind}>
            {humanised(source.kind)}
            <SourceMarks source={source} />
          </p>
        </div>
        {mayRunSources(user) && (
          <div className={classes.actions}>
            <SourceActions source={source} />
            <ConnectAccount sourceId={source.id} />
            <SourceMenu source={source} />
          </div>
        )}
      </header>
      <ConsentNotice />
      <div className={classes.body}>
        <HowItIsFed source={source} />
        <Health source={source} />
        <BackfillState sourceId={source.id} />
        {(source.openQuarantine > 0 || source.ledger.quarantined > 0) && <QuarantinePanel source={source} />}
        <Consumption source={source} />
        <Days source={source} />
        <Polls polls={source.polls} isPushed={isPushedKind(source.kind)} />
      </div>
    </>
  );
}

function Health({ source }: { readonly source: SourceDetail }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('source.health')}>
      <div className={classes.health}>
        <SourceState source={source} />
        <PollTimes source={source} />
      </div>
      <div className={health.words}>
        <StateWords source={source} />
      </div>
      <HealthFacts source={source} />
      <p className={classes.total}>
        <Ledger ledger={source.ledger} />
      </p>
    </Panel>
  );
}

function Days({ source }: { readonly source: SourceDetail }) {
  const { t, i18n } = useTranslation();
  const style = useTimeStyle();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Panel title={t('source.days')}>
      {source.days.length === 0 ? (
        <p className={classes.lead}>{t('source.noDays')}</p>
      ) : (
        <Scrollable label={t('source.days')}>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('source.day')}</Table.Th>
                {(['seen', 'stored', 'duplicate', 'skipped', 'quarantined'] as const).map((column) => (
                  <Table.Th key={column} className={classes.number}>
                    {t(`ledger.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {source.days.map(({ day, ledger }) => (
                <Table.Tr key={day}>
                  <Table.Th scope="row">{formatDay(day, style)}</Table.Th>
                  {[ledger.seen, ledger.stored, ledger.duplicate, balanceOf(ledger).skipped, ledger.quarantined].map(
                    (count, column) => (
                      <Table.Td key={column} className={classes.number} data-zero={count === 0}>
                        {number.format(count)}
                      </Table.Td>
                    ),
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Scrollable>
      )}
    </Panel>
  );
}

function Polls({ polls, isPushed }: { readonly polls: readonly PollView[]; readonly isPushed: boolean }) {
  const { t } = useTranslation();
  return (
    <Panel title={t(isPushed ? 'source.deliveries' : 'source.polls')}>
      {polls.length === 0 && <p className={classes.lead}>{t(isPushed ? 'source.noDeliveries' : 'source.noPolls')}</p>}
      <ol className={classes.polls}>
        {polls.map((poll) => (
          <li key={poll.id}>
            <span className={classes.outcome} data-outcome={poll.outcome}>
              {t(`poll.${poll.outcome}`)}
            </span>
            <Instant at={poll.startedAt} className={classes.small} />
            <span className={classes.pollLedger}>
              <Ledger ledger={poll.ledger} />
            </span>
            {poll.error !== null && (
              <span className={classes.pollError}>
                <ToldText text={poll.error} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** A wide table scrolls by itself; the page does not, the keyboard reaches it, and a shadow lies where there is more of it. */
function Scrollable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes.scrollable} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
