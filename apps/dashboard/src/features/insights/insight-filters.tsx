import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languageChoices } from '../../shared/labels/language';
import { SEVERITIES_TO_CHOOSE } from '../../shared/labels/severities';
import { TOPICS_TO_CHOOSE } from '../../shared/labels/topics';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import { insightSearch, isFiltered, NO_INSIGHT_FILTERS, type InsightSearch } from './insight-search';
import classes from './insights-page.module.css';

interface InsightFiltersProps {
  readonly search: InsightSearch;
  readonly onChoose: (change: InsightSearch) => void;
}

/** Whose figures: of which source, language, severity, topic and owner. What is exported follows them. */
export function InsightFilters({ search, onChoose }: InsightFiltersProps) {
  const { t } = useTranslation();
  const choices = useChoices(search);
  return (
    <>
      {choices.map(({ name, label, options }) => (
        <NativeSelect
          key={name}
          aria-label={label}
          className={classes.filter}
          value={search[name] ?? ''}
          data-chosen={search[name] !== undefined}
          onChange={(event) => onChoose({ [name]: insightSearch({ [name]: event.currentTarget.value })[name] })}
          data={options}
        />
      ))}
      {isFiltered(search) && (
        <Button variant="subtle" onClick={() => onChoose(NO_INSIGHT_FILTERS)}>
          {t('board.filters.clear')}
        </Button>
      )}
    </>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Choice {
  readonly name: keyof typeof NO_INSIGHT_FILTERS;
  readonly label: string;
  readonly options: Option[];
}

function useChoices(search: InsightSearch): Choice[] {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  const languages = languageChoices(i18n.language);
  const choice = (name: Choice['name'], label: string, anything: string, options: readonly Option[]): Choice => ({
    name,
    label,
    options: [{ value: '', label: anything }, ...withChosen(options, search[name])],
  });
  return [
    choice('source', t('board.filters.source'), t('board.filters.anySource'), sources.map(named)),
    choice('language', t('board.filters.language'), t('board.filters.anyLanguage'), languages),
    choice(
      'severity',
      t('board.filters.severity'),
      t('board.filters.anySeverity'),
      SEVERITIES_TO_CHOOSE.map((value) => ({ value, label: t(`severity.${value}`) })),
    ),
    choice(
      'topic',
      t('board.filters.topic'),
      t('board.filters.anyTopic'),
      TOPICS_TO_CHOOSE.map((value) => ({ value, label: t(`topic.${value}`) })),
    ),
    choice('owner', t('board.filters.owner'), t('board.owner.anybody'), [
      ...(['me', 'nobody'] as const).map((value) => ({ value, label: t(`board.owner.${value}`) })),
      ...people.map(named),
    ]),
  ];
}

const named = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({ value: id, label: name });

/** What an address names and the list does not have, such as somebody who has left, is shown as it was written. */
function withChosen(options: readonly Option[], chosen: string | undefined): readonly Option[] {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: /^\d+$/.test(chosen) ? `#${chosen}` : chosen }];
}
