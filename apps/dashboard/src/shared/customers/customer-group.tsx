import type { CustomerView } from '@earshot/contracts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../api/api-error';
import classes from './customer.module.css';
import { useCustomerChange } from './customer-query';

/** The group that the house put the customer in; standards may promise more to some groups. */
export function CustomerGroup({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const change = useCustomerChange(customer.id);
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null)
    return (
      <p className={classes.group}>
        <span>
          {t('customer.group')}: <bdi>{customer.group ?? t('customer.noGroup')}</bdi>
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('customer.editGroup')}
          onClick={() => setTyped(customer.group ?? '')}
        >
          {t('customer.change')}
        </Button>
      </p>
    );
  return (
    <form
      className={classes.groupForm}
      onSubmit={(event) => {
        event.preventDefault();
        const group = typed.trim() === '' ? null : typed.trim();
        change.mutate(
          { what: 'change', body: { version: customer.version, group } },
          { onSuccess: () => setTyped(null) },
        );
      }}
    >
      <TextInput
        size="xs"
        label={t('customer.group')}
        maxLength={100}
        value={typed}
        error={change.isError ? t(`failure.${failureKind(change.error)}.title`) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoFocus
      />
      <Button size="xs" type="submit" loading={change.isPending}>
        {t('customer.saveGroup')}
      </Button>
    </form>
  );
}
