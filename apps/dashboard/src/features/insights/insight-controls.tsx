import type { InsightQuery } from '@earshot/contracts';
import { Button, Menu, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../shared/filters/day-field';
import { languageName, LANGUAGES_TO_CHOOSE } from '../../shared/labels/language';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { BUCKETS, insightSearch, PERIODS, type InsightSearch } from './insight-search';
import classes from './insights-page.module.css';

interface InsightControlsProps {
  readonly search: InsightSearch;
  readonly asked: Partial<InsightQuery>;
  readonly onChoose: (change: InsightSearch) => void;
}

/** Which period, cut how, of which source and language; and the way to take the figures along. */
export function InsightControls({ search, asked, onChoose }: InsightControlsProps) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const languages = LANGUAGES_TO_CHOOSE.map((tag) => ({ value: tag, label: languageName(tag, i18n.language) }));
  const own = search.from !== undefined;
  const setDay = (end: 'from' | 'to', day: string): void => {
    const days = { from: asked.from, to: asked.to, [end]: day };
    onChoose({ days: undefined, ...pick(insightSearch(days)) });
  };
  return (
    <div className={classes.controls} role="group" aria-label={t('insights.period')}>
      <NativeSelect
        aria-label={t('insights.period')}
        value={own ? '' : (search.days ?? '30')}
        onChange={(event) =>
          onChoose({ days: insightSearch({ days: event.currentTarget.value }).days, from: undefined, to: undefined })
        }
        data={[
          ...(own ? [{ value: '', label: `${asked.from ?? ''} – ${asked.to ?? ''}` }] : []),
          ...PERIODS.map((days) => ({ value: days, label: t('insights.last', { count: Number(days) }) })),
        ]}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField key={end} label={t(`insights.${end}`)} day={asked[end]} onChoose={(day) => setDay(end, day)} />
      ))}
      <SegmentedControl
        size="xs"
        aria-label={t('insights.bucketLabel')}
        value={asked.bucket ?? 'day'}
        onChange={(bucket) => onChoose({ bucket: insightSearch({ bucket }).bucket })}
        data={BUCKETS.map((value) => ({ value, label: t(`insights.bucket.${value}`) }))}
      />
      <NativeSelect
        aria-label={t('board.filters.source')}
        value={search.source ?? ''}
        onChange={(event) => onChoose({ source: insightSearch({ source: event.currentTarget.value }).source })}
        data={[
          { value: '', label: t('board.filters.anySource') },
          ...sources.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        aria-label={t('board.filters.language')}
        value={search.language ?? ''}
        onChange={(event) => onChoose({ language: insightSearch({ language: event.currentTarget.value }).language })}
        data={[{ value: '', label: t('board.filters.anyLanguage') }, ...languages]}
      />
      <Export asked={asked} />
    </div>
  );
}

const pick = ({ from, to }: InsightSearch): InsightSearch => ({ from, to });

function Export({ asked }: Pick<InsightControlsProps, 'asked'>) {
  const { t } = useTranslation();
  const address = (what: 'cases' | 'buckets'): string =>
    `/api/v1/insights/export?${new URLSearchParams({ ...asked, what, format: 'csv' }).toString()}`;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>
          {t('insights.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('cases')} download>
          {t('insights.exportCases')}
        </Menu.Item>
        <Menu.Item component="a" href={address('buckets')} download>
          {t('insights.exportFigures')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
