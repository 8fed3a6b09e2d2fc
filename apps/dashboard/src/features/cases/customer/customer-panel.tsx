import type { CaseView, CustomerView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../shared/states/failure-note';
import { Panel } from '../../../shared/states/panel';
import { Instant } from '../../../shared/time/instant';
import { Compensated } from '../../../shared/customers/compensated';
import { CustomerGroup } from '../../../shared/customers/customer-group';
import { CustomerNotes } from '../../../shared/customers/customer-notes';
import classes from '../../../shared/customers/customer.module.css';
import { customerQuery } from '../../../shared/customers/customer-query';

/** Who the customer is, what went on with them before, and what colleagues should know. */
export function CustomerPanel({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const { id } = view.customer;
  return (
    <Panel title={t('customer.title')}>
      {id === null ? (
        <p className={classes.dim}>{t('customer.unknown')}</p>
      ) : (
        <KnownCustomer key={id} customerId={id} caseId={view.caseId} />
      )}
    </Panel>
  );
}

function KnownCustomer({ customerId, caseId }: { readonly customerId: string; readonly caseId: string }) {
  const { t } = useTranslation();
  const query = useQuery(customerQuery(customerId));
  if (query.data === undefined)
    return query.isError ? (
      <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    ) : (
      <div role="status">
        <span className="visually-hidden">{t('state.loading')}</span>
        <Skeleton height={72} radius="md" aria-hidden="true" />
      </div>
    );
  const customer = query.data;
  return (
    <>
      <p className={classes.name}>
        <Link to="/customers/$customerId" params={{ customerId }} className={classes.link}>
          <bdi>{customer.name === '' ? t('customers.erasedName') : customer.name}</bdi>
        </Link>
      </p>
      <p className={classes.facts}>
        <span>
          {t('customer.since')} <Instant at={customer.firstSeenAt} />
        </span>
        {customer.leftAt !== null && (
          <span className={classes.left}>
            <IconDoorExit size={14} aria-hidden="true" />
            {t('customer.left')} <Instant at={customer.leftAt} />
          </span>
        )}
      </p>
      {customer.erasedAt === null && <CustomerGroup key={customer.group} customer={customer} />}
      {customer.identities.length > 0 && (
        <ul className={classes.identities} aria-label={t('customer.identities')}>
          {customer.identities.map(({ id, namespace, value }) => (
            <li key={id}>
              <bdi>{value}</bdi>
              {namespace !== 'mailto' && <span className={classes.dim}> {namespace}</span>}
            </li>
          ))}
        </ul>
      )}
      <OtherCases customer={customer} caseId={caseId} />
      <Compensated compensations={customer.compensations} />
      {customer.erasedAt === null && (
        <div className={classes.section}>
          <h3 className={classes.heading}>{t('customer.notes')}</h3>
          <CustomerNotes customer={customer} />
        </div>
      )}
    </>
  );
}

function OtherCases({ customer, caseId }: { readonly customer: CustomerView; readonly caseId: string }) {
  const { t } = useTranslation();
  const others = customer.history.filter((one) => one.caseId !== caseId);
  return (
    <div className={classes.section}>
      <h3 className={classes.heading}>
        {others.length === 0 ? t('customer.noOtherCases') : t('customer.otherCases', { count: others.length })}
      </h3>
      {others.length > 0 && (
        <ul className={classes.cases}>
          {others.map((one) => (
            <li key={one.caseId}>
              <Link to="/cases/$caseId" params={{ caseId: one.caseId }} className={classes.link}>
                <bdi>{one.subject ?? t('customer.noSubject')}</bdi>
              </Link>
              <span className={classes.dim}>
                {t(`case.state.${one.state}`)} · {t(`channel.${one.channel}`)} · <Instant at={one.lastMessageAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
