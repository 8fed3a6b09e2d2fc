import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName, LANGUAGES_TO_CHOOSE } from '../../shared/labels/language';
import { SEVERITIES_TO_CHOOSE } from '../../shared/labels/severity-badge';
import { sourcesQuery } from '../../shared/sources/sources-query';
import classes from './board-filters.module.css';
import { boardSearch, isFiltered, NO_FILTERS, TOPICS_TO_CHOOSE, type BoardSearch } from './board-search';
import { ViewMenu } from './views/view-menu';

interface BoardFiltersProps {
  readonly search: BoardSearch;
  readonly onChoose: (change: BoardSearch) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Long enough for the next key of a typing person, short enough to feel immediate. */
const TYPING_PAUSE_MS = 300;

/** The filters of the board. On a phone they fold behind a button, and the text search stays. */
export function BoardFilters({ search, onChoose, searchField }: BoardFiltersProps) {
  const { t } = useTranslation();
  const [unfolded, { toggle }] = useDisclosure(false);
  const { text: _, ...chosen } = search;
  return (
    <div className={classes.filters} role="search" aria-label={t('board.filters.label')}>
      {/* Another text in the address (a link, a cleared filter) starts the field anew. */}
      <SearchField key={search.text ?? ''} search={search} onChoose={onChoose} searchField={searchField} />
      <Button
        variant="default"
        className={classes.unfold}
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        aria-expanded={unfolded}
        onClick={toggle}
      >
        {t('board.filters.unfold')}
        {isFiltered(chosen) && <span className={classes.dot} aria-label={t('board.filters.active')} role="img" />}
      </Button>
      <div className={classes.choices} data-unfolded={unfolded}>
        <Choices search={search} onChoose={onChoose} />
        {isFiltered(search) && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChoose(NO_FILTERS)}>
            {t('board.filters.clear')}
          </Button>
        )}
        <ViewMenu search={search} />
      </div>
    </div>
  );
}

function SearchField({ search, onChoose, searchField }: BoardFiltersProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(search.text ?? '');
  const chooseSoon = useDebouncedCallback((typed: string) => onChoose({ text: boardSearch({ text: typed }).text }), {
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
      aria-label={t('board.filters.text')}
      placeholder={t('board.filters.text')}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label={t('board.filters.clearText')} onClick={() => type('')} />
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

function Choices({ search, onChoose }: Pick<BoardFiltersProps, 'search' | 'onChoose'>) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const languages = LANGUAGES_TO_CHOOSE.map((tag) => ({ value: tag, label: languageName(tag, i18n.language) }));
  languages.sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  const anything = (label: string) => ({ value: '', label });
  return (
    <>
      <NativeSelect
        aria-label={t('board.filters.owner')}
        value={search.owner ?? 'anybody'}
        data-chosen={search.owner !== undefined}
        onChange={(event) => onChoose(boardSearch({ ...search, owner: event.currentTarget.value }))}
        data={(['anybody', 'me', 'nobody'] as const).map((value) => ({ value, label: t(`board.owner.${value}`) }))}
      />
      <NativeSelect
        aria-label={t('board.filters.severity')}
        value={search.severity ?? ''}
        data-chosen={search.severity !== undefined}
        onChange={(event) => onChoose({ severity: boardSearch({ severity: event.currentTarget.value }).severity })}
        data={[
          anything(t('board.filters.anySeverity')),
          ...SEVERITIES_TO_CHOOSE.map((value) => ({ value, label: t(`severity.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('board.filters.language')}
        value={search.language ?? ''}
        data-chosen={search.language !== undefined}
        onChange={(event) => onChoose({ language: event.currentTarget.value || undefined })}
        data={[anything(t('board.filters.anyLanguage')), ...languages]}
      />
      <NativeSelect
        aria-label={t('board.filters.topic')}
        value={search.topic ?? ''}
        data-chosen={search.topic !== undefined}
        onChange={(event) => onChoose({ topic: boardSearch({ topic: event.currentTarget.value }).topic })}
        data={[
          anything(t('board.filters.anyTopic')),
          ...TOPICS_TO_CHOOSE.map((value) => ({ value, label: t(`topic.${value}`) })),
        ]}
      />
      {sources.length > 0 && (
        <NativeSelect
          aria-label={t('board.filters.source')}
          value={search.source ?? ''}
          data-chosen={search.source !== undefined}
          onChange={(event) => onChoose({ source: event.currentTarget.value || undefined })}
          data={[
            anything(t('board.filters.anySource')),
            ...sources.map((source) => ({ value: source.id, label: source.name })),
          ]}
        />
      )}
    </>
  );
}
