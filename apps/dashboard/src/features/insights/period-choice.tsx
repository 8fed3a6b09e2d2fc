import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../shared/filters/day-field';
import { formatDayOfYear } from '../../shared/time/format';
import { useTimeStyle } from '../../shared/time/use-time';
import { insightSearch, ownPeriod, PERIODS, type InsightsAsked, type InsightSearch } from './insight-search';
import { periodFault, type Period, type PeriodEnd, type PeriodFault } from './period-fault';

/** Days that make no period yet. They stand in the fields while the figures stay those of the period before. */
interface Draft extends Period {
  /** The figures beside which it was typed: others replace it. */
  readonly beside: string;
  readonly changed: PeriodEnd;
}

interface PeriodChoiceProps {
  readonly search: InsightSearch;
  readonly asked: InsightsAsked;
  readonly onChoose: (change: InsightSearch) => void;
}

/** Of which days the figures are: the last ones, or any two between which they are possible. */
export function PeriodChoice({ search, asked, onChoose }: PeriodChoiceProps) {
  const { t } = useTranslation();
  const words = useFaultWords();
  const [draft, setDraft] = useState<Draft | null>(null);
  const own = ownPeriod(search);
  const style = useTimeStyle();
  const shown = [asked.from, asked.to].map((day) => formatDayOfYear(day, style)).join(' – ');
  const kept = draft?.beside === shown ? draft : null;
  const typed: Period = kept ?? { from: search.from ?? asked.from, to: search.to ?? asked.to };
  const fault = periodFault(typed, kept?.changed);

  const setDay = (changed: PeriodEnd, day: string): void => {
    const next = { from: typed.from, to: typed.to, [changed]: day };
    const isPossible = periodFault(next, changed) === null;
    setDraft(isPossible ? null : { ...next, beside: shown, changed });
    if (isPossible) onChoose({ days: undefined, ...next });
  };
  const setLast = (days: string): void => {
    setDraft(null);
    onChoose({ days: insightSearch({ days }).days, from: undefined, to: undefined });
  };
  return (
    <>
      <NativeSelect
        aria-label={t('insights.period')}
        value={own === null ? (search.days ?? '30') : ''}
        onChange={(event) => setLast(event.currentTarget.value)}
        data={[
          ...(own === null ? [] : [{ value: '', label: shown }]),
          ...PERIODS.map((days) => ({ value: days, label: t('insights.last', { count: Number(days) }) })),
        ]}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          label={t(`insights.${end}`)}
          day={typed[end]}
          error={fault?.at === end ? words(fault) : undefined}
          onChoose={(day) => setDay(end, day)}
        />
      ))}
    </>
  );
}

function useFaultWords(): (fault: PeriodFault) => string {
  const { t } = useTranslation();
  const style = useTimeStyle();
  return (fault) => {
    if (fault.reason === 'missing') return t('insights.periodFault.missing');
    const day = formatDayOfYear(fault.limit, style);
    if (fault.reason === 'early') return t('insights.periodFault.early', { day });
    return t(`insights.periodFault.${fault.reason}.${fault.at}`, { day });
  };
}
