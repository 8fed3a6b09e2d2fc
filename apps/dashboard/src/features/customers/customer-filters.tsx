import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_KINDS, CUSTOMER_ORDERS, customerSearch, type CustomerSearch } from './customer-search';
import classes from './customers-page.module.css';

interface CustomerFiltersProps {
  readonly search: CustomerSearch;
  readonly onChoose: (change: CustomerSearch) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Long enough for the next key of a typing person, short enough to feel immediate. */
const TYPING_PAUSE_MS = 300;

export function CustomerFilters({ search, onChoose, searchField }: CustomerFiltersProps) {
  const { t } = useTranslation();
  const choose = (name: 'with' | 'sort', value: string): void =>
    onChoose({ [name]: customerSearch({ [name]: value })[name] });
  return (
    <div className={classes.filters} role="search" aria-label={t('customers.filters.label')}>
      {/* Another text in the address (a link, a cleared filter) starts the field anew. */}
      <SearchField key={search.text ?? ''} text={search.text ?? ''} onChoose={onChoose} searchField={searchField} />
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
    </div>
  );
}

interface SearchFieldProps extends Omit<CustomerFiltersProps, 'search'> {
  readonly text: string;
}

function SearchField({ text: given, onChoose, searchField }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(given);
  const chooseSoon = useDebouncedCallback((typed: string) => onChoose({ text: customerSearch({ text: typed }).text }), {
    delay: TYPING_PAUSE_MS,
  });
  const type = (typed: string): void => {
    setText(typed);
    chooseSoon(typed);
  };
  return (
    <TextInput
      ref={searchField}
      className={classes.search}
      type="search"
      aria-label={t('customers.filters.text')}
      placeholder={t('customers.filters.text')}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label={t('customers.filters.clearText')} onClick={() => type('')} />
        )
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
