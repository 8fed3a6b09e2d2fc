import type { CustomerSummary } from '@earshot/contracts';
import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import classes from './customers-page.module.css';

export const customerRowId = (id: string): string => `customer-${id}`;

/** More than one case: somebody who complains again. */
const REPEAT = 2;

/** One customer in the list: who they are, how they are known, and how much is open. */
export function CustomerRow({ customer }: { readonly customer: CustomerSummary }) {
  const { t } = useTranslation();
  const { id, name, group, identities, cases, openCases, lastContactAt } = customer;
  return (
    <div className={classes.row}>
      <div className={classes.who}>
        <Link id={customerRowId(id)} to="/customers/$customerId" params={{ customerId: id }} className={classes.name}>
          <bdi>{name}</bdi>
        </Link>
        {group !== null && (
          <Badge size="sm" variant="default" tt="none">
            {group}
          </Badge>
        )}
        {cases >= REPEAT && (
          <Badge size="sm" variant="default" tt="none" className={classes.again}>
            {t('customers.repeat')}
          </Badge>
        )}
      </div>
      <div className={classes.facts}>
        {identities.length > 0 && (
          <span className={classes.identities}>{identities.map(({ value }) => value).join(', ')}</span>
        )}
      </div>
      <div className={classes.counts}>
        <span>
          {t('customers.facts.cases')} <strong>{cases}</strong>
        </span>
        <span data-open={openCases > 0}>
          {t('customers.facts.open')} <strong>{openCases}</strong>
        </span>
        <span>
          {t('customers.facts.lastContact')}{' '}
          {lastContactAt === null ? t('customers.facts.never') : <Instant at={lastContactAt} />}
        </span>
      </div>
    </div>
  );
}
