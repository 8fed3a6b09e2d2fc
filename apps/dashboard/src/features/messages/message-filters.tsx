import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName, LANGUAGES_TO_CHOOSE } from '../../shared/labels/language';
import { sourcesQuery } from '../../shared/sources/sources-query';
import classes from './message-filters.module.css';
import { FOLLOWED_UP, isFiltered, MESSAGE_VERDICTS, messageSearch, type MessageSearch } from './message-search';

interface MessageFiltersProps {
  readonly search: MessageSearch;
  readonly onChoose: (change: MessageSearch) => void;
  readonly onClear: () => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Long enough for the next key of a typing person, short enough to feel immediate. */
const TYPING_PAUSE_MS = 300;

/** On a phone the filters fold behind a button, and the text search stays. */
export function MessageFilters({ search, onChoose, onClear, searchField }: MessageFiltersProps) {
  const { t } = useTranslation();
  const [unfolded, { toggle }] = useDisclosure(false);
  const { text: _, ...chosen } = search;
  return (
    <div className={classes.filters} role="search" aria-label={t('messages.filters.label')}>
      {/* Another text in the address (a link, a cleared filter) starts the field anew. */}
      <SearchField key={search.text ?? ''} search={search} onChoose={onChoose} searchField={searchField} />
      <Button
        variant="default"
        className={classes.unfold}
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        aria-expanded={unfolded}
        onClick={toggle}
      >
        {t('messages.filters.unfold')}
        {isFiltered(chosen) && <span className={classes.dot} aria-label={t('messages.filters.active')} role="img" />}
      </Button>
      <div className={classes.choices} data-unfolded={unfolded}>
        <Choices search={search} onChoose={onChoose} />
        <Days search={search} onChoose={onChoose} />
        {isFiltered(search) && (
          <Button variant="subtle" size="compact-sm" onClick={onClear}>
            {t('messages.filters.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}

type Choosing = Pick<MessageFiltersProps, 'search' | 'onChoose'>;

function SearchField({ search, onChoose, searchField }: Choosing & Pick<MessageFiltersProps, 'searchField'>) {
  const { t } = useTranslation();
  const [text, setText] = useState(search.text ?? '');
  const chooseSoon = useDebouncedCallback((typed: string) => onChoose({ text: messageSearch({ text: typed }).text }), {
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
      aria-label={t('messages.filters.text')}
      placeholder={t('messages.filters.text')}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label={t('messages.filters.clearText')} onClick={() => type('')} />
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

function Choices({ search, onChoose }: Choosing) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const languages = LANGUAGES_TO_CHOOSE.map((tag) => ({ value: tag, label: languageName(tag, i18n.language) }));
  languages.sort((a, b) => a.label.localeCompare(b.label, i18n.language));
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

/** The browser's own fields for days: every reader knows them, and they write a day as the reader does. */
function Days({ search, onChoose }: Choosing) {
  const { t } = useTranslation();
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className={classes.day}>
          {t(`messages.filters.${end}`)}
          <TextInput
            type="date"
            value={search[end] ?? ''}
            data-chosen={search[end] !== undefined}
            onChange={(event) => onChoose({ [end]: messageSearch({ [end]: event.currentTarget.value })[end] })}
          />
        </label>
      ))}
    </>
  );
}
