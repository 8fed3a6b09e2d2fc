import type { CustomerView } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft, IconArrowMerge, IconDoorExit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Compensated } from '../../shared/customers/compensated';
import { CustomerGroup } from '../../shared/customers/customer-group';
import { CustomerNotes } from '../../shared/customers/customer-notes';
import { customerQuery } from '../../shared/customers/customer-query';
import { PageHeading } from '../../shared/states/page-heading';
import { Panel } from '../../shared/states/panel';
import { FailureState, State } from '../../shared/states/states';
import { Instant } from '../../shared/time/instant';
import { CustomerHistory } from './customer-history';
import classes from './customer-page.module.css';
import { CustomerPrivacy } from './privacy/customer-privacy';
import { MergeDialog } from './merging/merge-dialog';
import { Merges } from './merging/merges';

const route = getRouteApi('/app/customers/$customerId');

/** Everything about one customer, on all channels. */
export function CustomerPage() {
  const { t } = useTranslation();
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  return (
    <div className={classes.page}>
      <p className={classes.navigation}>
        <Link to="/customers" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden="true" />
          {t('customers.back')}
        </Link>
      </p>
      {query.data !== undefined ? (
        <KnownCustomer key={customerId} customer={query.data} />
      ) : query.isError ? (
        <>
          <PageHeading title={t('customer.title')} />
          <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
        </>
      ) : (
        <div role="status" className={classes.loading} aria-label={t('state.loading')}>
          <Skeleton height={28} width="14rem" />
          <Skeleton height={160} radius="md" />
        </div>
      )}
    </div>
  );
}

function KnownCustomer({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const { erasedAt, mergedInto } = customer;
  const name = erasedAt === null ? customer.name : t('customers.erasedName');
  return (
    <>
      <header className={classes.header}>
        <div className={classes.headline}>
          <PageHeading title={name}>
            <bdi>{name}</bdi>
          </PageHeading>
          <Facts customer={customer} />
        </div>
        {erasedAt === null && mergedInto === null && <Actions customer={customer} />}
      </header>
      {mergedInto !== null ? (
        <Elsewhere customerId={mergedInto} />
      ) : (
        <div className={classes.body}>
          <div className={classes.main}>
            {erasedAt !== null && <p className={classes.erased}>{t('customers.erasedText')}</p>}
            <Panel title={t('customers.history.title')}>
              <CustomerHistory customerId={customer.id} />
            </Panel>
          </div>
          {erasedAt === null && <Aside customer={customer} />}
        </div>
      )}
    </>
  );
}

function Facts({ customer: { firstSeenAt, leftAt, cases, openCases } }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <p className={classes.facts}>
      <span>
        {t('customer.since')} <Instant at={firstSeenAt} />
      </span>
      <span>
        {t('customers.facts.cases')} {cases}
      </span>
      <span>
        {t('customers.facts.open')} {openCases}
      </span>
      {leftAt !== null && (
        <span className={classes.left}>
          <IconDoorExit size={14} aria-hidden="true" />
          {t('customer.left')} <Instant at={leftAt} />
        </span>
      )}
    </p>
  );
}

function Actions({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const { merge } = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, { open, close }] = useDisclosure(merge !== undefined);
  const done = (): void => {
    close();
    // Going back must not ask again.
    if (merge !== undefined) void navigate({ search: { merge: undefined }, replace: true });
  };
  return (
    <div className={classes.actions}>
      <Button variant="default" leftSection={<IconArrowMerge size={16} aria-hidden="true" />} onClick={open}>
        {t('customers.merge.open')}
      </Button>
      <CustomerPrivacy customer={customer} />
      {opened && <MergeDialog kept={customer} suggested={merge ?? null} onClose={done} />}
    </div>
  );
}

function Elsewhere({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  return (
    <State
      icon={IconArrowMerge}
      title={t('customers.merged.title')}
      action={
        <Link to="/customers/$customerId" params={{ customerId }} className={classes.link}>
          {t('customers.merged.open')}
        </Link>
      }
    >
      {t('customers.merged.text')}
    </State>
  );
}

function Aside({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <aside className={classes.aside} aria-label={t('customers.about')}>
      <Panel title={t('customer.identities')}>
        <ul className={classes.identities}>
          {customer.identities.map(({ id, namespace, value }) => (
            <li key={id}>
              <bdi>{value}</bdi>
              <span className={classes.dim}>{namespace === 'mailto' ? t('channel.email') : namespace}</span>
            </li>
          ))}
        </ul>
        <CustomerGroup key={customer.group} customer={customer} />
      </Panel>
      <Panel title={t('customer.notes')}>
        <CustomerNotes customer={customer} />
      </Panel>
      <Panel title={t('customers.owed')}>
        <Owed promises={customer.promises} />
        <Compensated compensations={customer.compensations} />
      </Panel>
      {customer.merges.length > 0 && <Merges customer={customer} />}
    </aside>
  );
}

function Owed({ promises }: Pick<CustomerView, 'promises'>): ReactNode {
  const { t } = useTranslation();
  if (promises.length === 0) return <p className={classes.dim}>{t('customers.nothingOwed')}</p>;
  return (
    <ul className={classes.promises}>
      {promises.map(({ taskId, caseId, text, dueAt }) => (
        <li key={taskId}>
          <Link to="/cases/$caseId" params={{ caseId }} className={classes.link}>
            <bdi>{text}</bdi>
          </Link>
          <span className={classes.dim}>
            {t('customers.due')} <Instant at={dueAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
