import type { CustomerView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../shared/states/panel';
import { Instant } from '../../../shared/time/instant';
import classes from '../customer-page.module.css';
import { useUndoMerge } from './use-merged';

/** Who went into this customer, and the way apart again. */
export function Merges({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const undo = useUndoMerge();
  return (
    <Panel title={t('customers.merge.list')}>
      <ul className={classes.promises}>
        {customer.merges.map(({ id, customer: other, at, actor, undoneAt }) => (
          <li key={id}>
            <bdi>{other.name}</bdi>
            <span className={classes.dim}>
              {actor !== null && <bdi>{actor.name}</bdi>} <Instant at={at} />
              {undoneAt !== null && <span>{t('customers.merge.undone')}</span>}
            </span>
            {undoneAt === null && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('customers.merge.undoOf', { name: other.name })}
                loading={undo.isPending && undo.variables.mergeId === id}
                onClick={() => undo.mutate({ kept: customer, mergeId: id })}
              >
                {t('customers.merge.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
