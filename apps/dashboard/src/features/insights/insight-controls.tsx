import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDayOfYear } from '../../shared/time/format';
import { useTimeStyle } from '../../shared/time/use-time';
import { InsightFilters } from './insight-filters';
import { BUCKETS, insightSearch, type InsightsAsked, type InsightSearch } from './insight-search';
import classes from './insights-page.module.css';
import { PeriodChoice } from './period-choice';
import { earliestBy } from './period-fault';

interface InsightControlsProps {
  readonly search: InsightSearch;
  readonly asked: InsightsAsked;
  readonly onChoose: (change: InsightSearch) => void;
}

/** Which period, cut how, of what; and the way to take the figures along. */
export function InsightControls({ search, asked, onChoose }: InsightControlsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.controls} role="group" aria-label={t('insights.period')}>
      <PeriodChoice search={search} asked={asked} onChoose={onChoose} />
      <BucketChoice search={search} asked={asked} onChoose={onChoose} />
      <InsightFilters search={search} onChoose={onChoose} />
      <Export asked={asked} />
    </div>
  );
}

/** How the chart is cut; what it has no room for is said, and cut longer. */
function BucketChoice({ search: { bucket }, asked, onChoose }: InsightControlsProps) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  return (
    <div>
      <SegmentedControl
        size="xs"
        aria-label={t('insights.bucketLabel')}
        value={asked.bucket}
        onChange={(chosen) => onChoose({ bucket: insightSearch({ bucket: chosen }).bucket })}
        data={BUCKETS.map((value) => ({ value, label: t(`insights.bucket.${value}`) }))}
      />
      <div role="status" className={classes.tooFine}>
        {bucket !== undefined &&
          bucket !== asked.bucket &&
          t('insights.periodFault.bucket', {
            bucket: t(`insights.bucket.${bucket}`),
            day: formatDayOfYear(earliestBy(bucket, asked.to), style),
          })}
      </div>
    </div>
  );
}

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
