import { NativeSelect } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../shared/exports/export-button';
import { SearchField } from '../../shared/filters/search-field';
import { CUSTOMER_KINDS, CUSTOMER_ORDERS, customerSearch, type CustomerSearch } from './customer-search';
import classes from './customers-page.module.css';

interface CustomerFiltersProps {
  readonly search: CustomerSearch;
  readonly onChoose: (change: CustomerSearch) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

export function CustomerFilters({ search, onChoose, searchField }: CustomerFiltersProps) {
  const { t } = useTranslation();
  const choose = (name: 'with' | 'sort', value: string): void =>
    onChoose({ [name]: customerSearch({ [name]: value })[name] });
  return (
    <div className={classes.filters} role="search" aria-label={t('customers.filters.label')}>
      <SearchField
        text={search.text}
        onSearch={(typed) => onChoose({ text: customerSearch({ text: typed }).text })}
        label={t('customers.filters.text')}
        clearLabel={t('customers.filters.clearText')}
        field={searchField}
      />
      <NativeSelect
        aria-label={t('customers.filters.with')}
        value={search.with ?? ''}
        data-chosen={search.with !== undefined}
        onChange={(event) => choose('with', event.currentTarget.value)}
        data={[
          { value: '', label: t('customers.filters.everybody') },
          ...CUSTOMER_KINDS.map((value) => ({ value, label: t(`customers.filters.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('customers.filters.sort')}
        value={search.sort ?? CUSTOMER_ORDERS[0]}
        onChange={(event) => choose('sort', event.currentTarget.value)}
        data={CUSTOMER_ORDERS.map((value) => ({ value, label: t(`customers.sort.${value}`) }))}
      />
      <ExportButton list="customers" filter={{ text: search.text, with: search.with }} />
    </div>
  );
}
