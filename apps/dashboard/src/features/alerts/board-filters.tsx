import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../shared/exports/export-button';
import { FilterBar } from '../../shared/filters/filter-bar';
import { SearchField } from '../../shared/filters/search-field';
import { languageChoices } from '../../shared/labels/language';
import { SEVERITIES_TO_CHOOSE } from '../../shared/labels/severities';
import { TOPICS_TO_CHOOSE } from '../../shared/labels/topics';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { boardSearch, isFiltered, NO_FILTERS, type BoardSearch } from './board-search';
import { ViewMenu } from './views/view-menu';

interface BoardFiltersProps {
  readonly search: BoardSearch;
  readonly onChoose: (change: BoardSearch) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** The filters of the board, and the lists that are kept under a name. */
export function BoardFilters({ search, onChoose, searchField }: BoardFiltersProps) {
  const { t } = useTranslation();
  const { text, ...chosen } = search;
  return (
    <FilterBar
      label={t('board.filters.label')}
      unfoldLabel={t('board.filters.unfold')}
      activeLabel={isFiltered(chosen) ? t('board.filters.active') : null}
      searchField={
        <SearchField
          text={text}
          onSearch={(typed) => onChoose({ text: boardSearch({ text: typed }).text })}
          label={t('board.filters.text')}
          clearLabel={t('board.filters.clearText')}
          field={searchField}
        />
      }
    >
      <Choices search={search} onChoose={onChoose} />
      {isFiltered(search) && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChoose(NO_FILTERS)}>
          {t('board.filters.clear')}
        </Button>
      )}
      <ViewMenu search={search} />
      <ExportButton list="alerts" filter={{ ...search }} />
    </FilterBar>
  );
}

function Choices({ search, onChoose }: Pick<BoardFiltersProps, 'search' | 'onChoose'>) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const languages = languageChoices(i18n.language);
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
