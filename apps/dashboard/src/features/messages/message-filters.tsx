import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../shared/exports/export-button';
import { DayField } from '../../shared/filters/day-field';
import { FilterBar } from '../../shared/filters/filter-bar';
import { SearchField } from '../../shared/filters/search-field';
import { languageChoices } from '../../shared/labels/language';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { FOLLOWED_UP, isFiltered, MESSAGE_VERDICTS, messageSearch, type MessageSearch } from './message-search';
import { messageFilter } from './messages-query';

interface MessageFiltersProps {
  readonly search: MessageSearch;
  readonly onChoose: (change: MessageSearch) => void;
  readonly onClear: () => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** The filters of the messages, days included. */
export function MessageFilters({ search, onChoose, onClear, searchField }: MessageFiltersProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { text, ...chosen } = search;
  return (
    <FilterBar
      label={t('messages.filters.label')}
      unfoldLabel={t('messages.filters.unfold')}
      activeLabel={isFiltered(chosen) ? t('messages.filters.active') : null}
      searchField={
        <SearchField
          text={text}
          onSearch={(typed) => onChoose({ text: messageSearch({ text: typed }).text })}
          label={t('messages.filters.text')}
          clearLabel={t('messages.filters.clearText')}
          field={searchField}
        />
      }
    >
      <Choices search={search} onChoose={onChoose} />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          label={t(`messages.filters.${end}`)}
          day={search[end]}
          onChoose={(day) => onChoose({ [end]: messageSearch({ [end]: day })[end] })}
        />
      ))}
      {isFiltered(search) && (
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {t('messages.filters.clear')}
        </Button>
      )}
      <ExportButton list="messages" filter={messageFilter(search, user.zone)} />
    </FilterBar>
  );
}

function Choices({ search, onChoose }: Pick<MessageFiltersProps, 'search' | 'onChoose'>) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const languages = languageChoices(i18n.language);
  const choose = (name: keyof MessageSearch, value: string): void =>
    onChoose({ [name]: messageSearch({ [name]: value })[name] });
  return (
    <>
      <Choice
        name={t('messages.filters.verdict')}
        value={search.verdict}
        onChange={(value) => choose('verdict', value)}
        anything={t('messages.filters.anyVerdict')}
        data={MESSAGE_VERDICTS.map((value) => ({ value, label: t(`messages.verdict.${value}`) }))}
      />
      <Choice
        name={t('messages.filters.case')}
        value={search.case}
        onChange={(value) => choose('case', value)}
        anything={t('messages.filters.anyCase')}
        data={FOLLOWED_UP.map((value) => ({ value, label: t(`messages.filters.${value}`) }))}
      />
      <Choice
        name={t('messages.filters.language')}
        value={search.language}
        onChange={(value) => choose('language', value)}
        anything={t('messages.filters.anyLanguage')}
        data={languages}
      />
      <Choice
        name={t('messages.filters.source')}
        value={search.source}
        onChange={(value) => choose('source', value)}
        anything={t('messages.filters.anySource')}
        data={sources.map((source) => ({ value: source.id, label: source.name }))}
      />
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly anything: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ name, value, onChange, anything, data }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={name}
      value={value ?? ''}
      data-chosen={value !== undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: anything }, ...data]}
    />
  );
}
