import type { CaseView } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { WhyFlagged } from '../../shared/evidence/why-flagged';
import { Channel } from '../../shared/labels/channel';
import { PageHeading } from '../../shared/states/page-heading';
import { FailureState } from '../../shared/states/states';
import { Due } from '../../shared/time/due';
import { CaseActions } from './case-actions';
import { CaseNavigation } from './case-navigation';
import classes from './case-page.module.css';
import { caseQuery } from './case-query';
import { CaseTimeline } from './case-timeline';
import { CustomerPanel } from './customer/customer-panel';
import { DeadlinePanel } from './deadline-panel';
import { OwnerMenu } from './head/owner-menu';
import { SeverityMenu } from './head/severity-menu';
import { Snoozed } from './head/snoozed';
import { RemovedCase } from './removed-case';
import { MergedAway } from './movements/merged-away';
import { isWorkedOn } from './offered-actions';
import { PlaybookPanel } from './playbook/playbook-panel';
import { casePlaybookQuery } from './playbook/playbook-query';
import { goToComposer } from './reply/composer-place';
import { repliesQuery, takesReply } from './reply/replies-query';
import { ReplyDesk } from './reply/reply-desk';
import { Thread } from './thread';
import { decisiveMessage } from './thread-items';

const route = getRouteApi('/app/cases/$caseId');

/** One customer's matter: the conversation, why it was flagged, by when it must be answered, what happened. */
export function CasePage() {
  const { caseId } = route.useParams();
  const query = useQuery(caseQuery(caseId));
  return (
    <div className={classes.page}>
      <CaseNavigation caseId={caseId} />
      {query.data !== undefined && failureKind(query.error) === 'not-found' ? (
        <RemovedCase />
      ) : query.data !== undefined ? (
        <CaseBody key={caseId} view={query.data} />
      ) : query.isError ? (
        <CaseFailure error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <CaseSkeleton />
      )}
    </div>
  );
}

function CaseBody({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const flagged = decisiveMessage(view.messages);
  const assessment = flagged?.assessment ?? null;
  const newest = view.messages.at(-1);
  const replies = useQuery(repliesQuery(view.caseId)).data;
  const calls = useQuery(casePlaybookQuery(view.caseId)).data?.calls ?? [];
  const canReply = isWorkedOn(view) && replies !== undefined && takesReply(replies.composer);
  // Of a customer who was erased neither name nor subject is left.
  const named = [view.customer.name, view.subject ?? ''].filter((part) => part.trim() !== '');
  const numbered = t('case.numbered', { id: view.caseId });
  return (
    <>
      <header className={classes.header}>
        <div className={classes.headline}>
          <PageHeading title={named.length > 0 ? named.join(': ') : numbered}>
            <bdi className={classes.subject} title={view.subject ?? undefined}>
              {named.at(-1) ?? numbered}
            </bdi>
          </PageHeading>
          <p className={classes.facts}>
            <SeverityMenu view={view} />
            <bdi className={classes.customer}>{view.customer.name}</bdi>
            {newest !== undefined && <Channel channel={newest.channel} source={newest.source} />}
            <span className={classes.state}>{t(`case.state.${view.state}`)}</span>
            <OwnerMenu view={view} />
            <Snoozed until={view.snoozedUntil} />
            <span className={classes.due}>
              <NextDeadline view={view} />
            </span>
          </p>
        </div>
        <CaseActions view={view} />
      </header>
      {view.mergedInto !== null && <MergedAway into={view.mergedInto} />}
      <div className={classes.columns}>
        <section className={classes.thread} aria-label={t('case.thread')}>
          <Thread view={view} outgoing={replies?.items ?? []} calls={calls} />
          {view.mergedInto === null && <ReplyDesk view={view} />}
        </section>
        <aside className={classes.side} aria-label={t('case.about')}>
          <PlaybookPanel view={view} onReply={canReply ? goToComposer : null} />
          <DeadlinePanel tasks={view.tasks} />
          <CustomerPanel view={view} />
          {assessment !== null && <WhyFlagged assessment={assessment} text={flagged?.text ?? ''} />}
          <CaseTimeline caseId={view.caseId} events={view.events} />
        </aside>
      </div>
    </>
  );
}

/** The nearest deadline, where the panel that explains it stands below the conversation. */
function NextDeadline({ view }: { readonly view: CaseView }) {
  const [next] = view.tasks
    .filter((task) => task.state === 'open')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  return next === undefined ? null : <Due dueAt={next.dueAt} calendar={next.commitment?.calendar} />;
}

function CaseFailure(props: { readonly error: unknown; readonly onRetry: () => void; readonly retrying: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('case.title')}>
        <span className="visually-hidden">{t('case.title')}</span>
      </PageHeading>
      <FailureState
        {...props}
        action={
          <Button component={Link} to="/alerts" variant="default">
            {t('case.toAlerts')}
          </Button>
        }
      />
    </>
  );
}

function CaseSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      <div aria-hidden="true">
        <div className={classes.header}>
          <div className={classes.headline}>
            <Skeleton height={20} width="18rem" maw="100%" />
            <Skeleton height={14} width="26rem" maw="100%" mt={12} />
          </div>
        </div>
        <div className={classes.columns}>
          <div className={classes.thread}>
            <Skeleton height={150} radius="md" />
            <Skeleton height={220} radius="md" mt={16} />
          </div>
          <div className={classes.side}>
            <Skeleton height={120} radius="md" />
            <Skeleton height={200} radius="md" mt={16} />
          </div>
        </div>
      </div>
    </div>
  );
}
