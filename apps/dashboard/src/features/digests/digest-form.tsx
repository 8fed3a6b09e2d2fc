import type { DigestView, SaveDigestRequest } from '@earshot/contracts';
import { Button, Checkbox, Group, NativeSelect, Radio, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES } from '../../i18n/i18n';
import { ApiError } from '../../shared/api/api-error';
import { languageName } from '../../shared/labels/language';
import { FailureNote } from '../../shared/states/failure-note';
import { showOutcome } from '../../shared/states/toasts';
import { useTimeStyle } from '../../shared/time/use-time';
import { zonesWith } from '../../shared/time/zones';
import { DigestCalendarField } from './digest-calendar-field';
import { weekdayName } from './digest-rhythm';
import { DigestScopeFields } from './digest-scope-fields';
import classes from './digests-page.module.css';
import { choicesOf } from './digests-query';

interface DigestFormProps {
  readonly view: DigestView;
  readonly save: (choices: SaveDigestRequest) => Promise<void>;
  readonly onClose: () => void;
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const FORMATS = ['html', 'text'] as const satisfies readonly DigestView['format'][];

/** When an edition comes, how, and about what. What was chosen stays until it is saved. */
export function DigestForm({ view, save, onClose }: DigestFormProps) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState(() => choicesOf(view));
  const saving = useMutation({
    mutationFn: () => save({ ...choices, enabled: true }),
    onSuccess: () => {
      onClose();
      showOutcome({ text: t('digests.done.saved') });
    },
  });
  const faults = faultsOf(saving.error);
  const fault = (field: string): string | undefined =>
    faults.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  const change = (changed: Partial<SaveDigestRequest>): void => {
    setChoices((now) => ({ ...now, ...changed }));
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <WhenFields edition={view.edition} choices={choices} change={change} fault={fault} />
      <div className={classes.pair}>
        <NativeSelect
          label={t('digests.form.language')}
          value={choices.language ?? ''}
          error={fault('language')}
          data={languageChoices(choices.language, t('digests.form.ownLanguage'))}
          onChange={(event) => change({ language: event.currentTarget.value || null })}
        />
        <Radio.Group
          label={t('digests.form.format')}
          value={choices.format}
          error={fault('format')}
          onChange={(format) => change({ format })}
        >
          <Group gap="lg" mt={6}>
            {FORMATS.map((format) => (
              <Radio key={format} value={format} label={t(`digests.format.${format}`)} />
            ))}
          </Group>
        </Radio.Group>
      </div>
      <DigestScopeFields
        scope={choices.scope}
        fault={(field) => fault(`scope.${field}`)}
        onChange={(scope) => change({ scope })}
      />
      {saving.isError &&
        (faults.length === 0 ? (
          <FailureNote error={saving.error} retrying={saving.isPending} onRetry={() => saving.mutate()} />
        ) : (
          <p role="alert" className={classes.error}>
            {fault('user') ?? t('digests.form.faults', { count: faults.length })}
          </p>
        ))}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving.isPending}>
          {t('digests.form.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('digests.form.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface WhenFieldsProps {
  readonly edition: DigestView['edition'];
  readonly choices: SaveDigestRequest;
  readonly change: (changed: Partial<SaveDigestRequest>) => void;
  readonly fault: (field: keyof SaveDigestRequest) => string | undefined;
}

/** A weekly edition comes on one day, a monthly one on the first; only a daily one chooses among days. */
function WhenFields({ edition, choices, change, fault }: WhenFieldsProps) {
  const { t } = useTranslation();
  const { locale } = useTimeStyle();
  const { localTime, zone, days, workingDaysOnly, calendar } = choices;
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          type="time"
          label={t('digests.form.localTime')}
          value={localTime}
          error={fault('localTime')}
          onChange={(event) => change({ localTime: event.currentTarget.value })}
        />
        <Select
          label={t('digests.form.zone')}
          placeholder={t('digests.form.ownZone')}
          value={zone}
          error={fault('zone')}
          data={zonesWith(zone ?? 'UTC')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('digests.form.ownZone') }}
          limit={200}
          nothingFoundMessage={t('settings.noZone')}
          onChange={(chosen) => change({ zone: chosen })}
        />
      </div>
      {edition === 'daily' && (
        <Checkbox.Group
          label={t('digests.form.days')}
          value={days.map(String)}
          error={fault('days')}
          onChange={(chosen) => change({ days: chosen.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap="md" mt={6}>
            {WEEK.map((day) => (
              <Checkbox key={day} value={String(day)} label={weekdayName(day, locale, 'short')} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {edition === 'weekly' && (
        <NativeSelect
          label={t('digests.form.day')}
          value={Math.min(...days)}
          error={fault('days')}
          data={WEEK.map((day) => ({ value: String(day), label: weekdayName(day, locale, 'long') }))}
          onChange={(event) => change({ days: [Number(event.currentTarget.value)] })}
        />
      )}
      <Checkbox
        label={t('digests.form.workingDaysOnly')}
        description={edition === 'daily' ? undefined : t('digests.form.workingDaysMean')}
        checked={workingDaysOnly}
        onChange={(event) => change({ workingDaysOnly: event.currentTarget.checked })}
      />
      <DigestCalendarField
        calendar={calendar}
        fault={fault('calendar')}
        onChange={(chosen) => change({ calendar: chosen })}
      />
    </>
  );
}

function faultsOf(error: Error | null): readonly { readonly path: string; readonly message: string }[] {
  return error instanceof ApiError ? (error.problem.faults ?? []) : [];
}

/** The reader's own, those that mails are written in, and the one in force. */
function languageChoices(inForce: string | null, own: string): { value: string; label: string }[] {
  const known = Object.entries(INTERFACE_LANGUAGES).map(([value, label]) => ({ value, label }));
  const other =
    inForce === null || inForce in INTERFACE_LANGUAGES
      ? []
      : [{ value: inForce, label: languageName(inForce, inForce) }];
  return [{ value: '', label: own }, ...known, ...other];
}
