import type { LedgerView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';
import { useCatalogue } from '../../shared/labels/catalogue';
import classes from './ledger.module.css';
import { balanceOf } from './ledger-balance';

/** The account of a source: everything seen is stored, a duplicate, skipped for a reason, or quarantined. */
export function Ledger({ ledger }: { readonly ledger: LedgerView }) {
  const { t, i18n } = useTranslation();
  const words = useCatalogue();
  const number = new Intl.NumberFormat(i18n.language);
  const { skipped, missing } = balanceOf(ledger);
  const reasons = Object.entries(ledger.skipped).map(
    ([reason, count]) => `${words('skip', reason)}: ${number.format(count)}`,
  );
  return (
    <span className={classes.ledger}>
      <Figure value={number.format(ledger.seen)} label={t('ledger.seen')} />
      <span aria-hidden="true">=</span>
      <Figure value={number.format(ledger.stored)} label={t('ledger.stored')} />
      <span aria-hidden="true">+</span>
      <Figure value={number.format(ledger.duplicate)} label={t('ledger.duplicate')} />
      <span aria-hidden="true">+</span>
      {reasons.length === 0 ? (
        <Figure value={number.format(skipped)} label={t('ledger.skipped')} />
      ) : (
        <Hint label={reasons.join(' · ')}>
          <span tabIndex={0} className={classes.explained}>
            <Figure value={number.format(skipped)} label={t('ledger.skipped')} />
          </span>
        </Hint>
      )}
      <span aria-hidden="true">+</span>
      <Figure
        value={number.format(ledger.quarantined)}
        label={t('ledger.quarantined')}
        alarming={ledger.quarantined > 0}
      />
      {missing !== 0 && (
        <strong className={classes.missing}>{t('ledger.missing', { number: number.format(missing) })}</strong>
      )}
    </span>
  );
}

interface FigureProps {
  readonly value: string;
  readonly label: string;
  readonly alarming?: boolean;
}

function Figure({ value, label, alarming = false }: FigureProps) {
  return (
    <span className={classes.figure} data-alarming={alarming}>
      <span className={classes.value}>{value}</span> <span className={classes.label}>{label}</span>
    </span>
  );
}
