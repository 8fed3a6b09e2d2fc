import type { CustomerView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { useTimeStyle } from '../time/use-time';
import classes from './customer.module.css';

/** What the customer was given over all cases; nothing when that is nothing. */
export function Compensated({ compensations: { given, used, totals } }: Pick<CustomerView, 'compensations'>) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  if (given === 0) return null;
  const sums = totals.map(({ currency, value }) =>
    new Intl.NumberFormat(style.locale, { style: 'currency', currency }).format(Number(value)),
  );
  return (
    <p className={classes.compensated}>{[t('customer.compensated', { count: given, used }), ...sums].join(' · ')}</p>
  );
}
