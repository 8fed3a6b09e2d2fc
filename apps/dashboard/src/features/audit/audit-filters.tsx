import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDayOfYear } from '../../shared/time/format';
import { useTimeStyle } from '../../shared/time/use-time';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import classes from './audit-page.module.css';
import { AUDIT_DEED_KINDS, type AuditSearch } from './audit-search';

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (change: Readonly<Record<keyof AuditSearch, string | undefined>>) => void;
}

/** By whom, what and when. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  const known = people.some(({ id }) => id === search.actor);
  const actors = [
    { value: '', label: t('audit.anybody') },
    { value: 'nobody', label: t('audit.nobody') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    // Somebody who may no longer sign in, as an address names them.
    ...(search.actor === undefined || search.actor === 'nobody' || known
      ? []
      : [{ value: search.actor, label: `#${search.actor}` }]),
  ];
  const { from, to } = search;
  const isBackwards = from !== undefined && to !== undefined && to < from;
  const begins = from === undefined ? '' : formatDayOfYear(from, style);
  const field = (name: keyof AuditSearch) => ({
    label: t(`audit.filter.${name}`),
    value: search[name] ?? '',
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({
        actor: search.actor,
        deed: search.deed,
        from: search.from,
        to: search.to,
        [name]: value === '' ? undefined : value,
      }),
  });
  return (
    <div className={classes.filters} role="search" aria-label={t('audit.filter.label')}>
      <NativeSelect {...field('actor')} data={actors} />
      <NativeSelect
        {...field('deed')}
        data={[
          { value: '', label: t('audit.anything') },
          ...AUDIT_DEED_KINDS.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) })),
        ]}
      />
      <TextInput type="date" {...field('from')} />
      <TextInput
        type="date"
        {...field('to')}
        error={isBackwards && t('insights.periodFault.order.to', { day: begins })}
      />
    </div>
  );
}
