import type { SaveDigestRequest } from '@earshot/contracts';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { openHoursQuery } from '../../shared/time/open-hours-query';

type Calendar = SaveDigestRequest['calendar'];

interface DigestCalendarFieldProps {
  readonly calendar: Calendar;
  readonly fault: string | undefined;
  readonly onChange: (calendar: Calendar) => void;
}

/** Whose working days count. A house with one calendar has nothing to choose. */
export function DigestCalendarField({ calendar, fault, onChange }: DigestCalendarFieldProps) {
  const { t } = useTranslation();
  const names = useQuery(openHoursQuery).data?.calendars.map(({ name }) => name) ?? [];
  if (names.length < 2 && calendar === null) return null;
  // What was chosen stays even where the calendars cannot be read, or one is no more.
  const choices = calendar === null || names.includes(calendar) ? names : [...names, calendar];
  return (
    <NativeSelect
      label={t('digests.form.calendar')}
      value={calendar ?? ''}
      error={fault}
      data={[{ value: '', label: t('digests.form.houseCalendar') }, ...choices]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
