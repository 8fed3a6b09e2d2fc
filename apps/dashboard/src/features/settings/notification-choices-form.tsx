import type { NotificationChoices, NotificationPreferencesView } from '@earshot/contracts';
import { Button, MultiSelect, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVENTS, SEVERITIES } from '../../shared/notifications/notification-names';
import { FailureNote } from '../../shared/states/failure-note';
import { showOutcome } from '../../shared/states/toasts';
import { useChooseNotifications } from '../../shared/notifications/own-notifications-query';
import classes from './settings-page.module.css';

interface NotificationChoicesFormProps {
  readonly chosen: NotificationPreferencesView;
  /** The clock of the quiet hours. */
  readonly zone: string;
}

type Change = (changed: Partial<NotificationChoices>) => void;

/** What of notifications is mailed, and when not. What was chosen stays until it is saved. */
export function NotificationChoicesForm({ chosen, zone }: NotificationChoicesFormProps) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<NotificationChoices>(() => choicesOf(chosen));
  const [areTimesRefused, setTimesRefused] = useState(false);
  const save = useChooseNotifications(() => showOutcome({ text: t('settings.saved') }));
  const change: Change = (changed) => {
    setChoices((now) => ({ ...now, ...changed }));
    setTimesRefused(false);
  };
  const submit = (): void => {
    const isRefused = choices.quiet !== null && !makeHours(choices.quiet);
    setTimesRefused(isRefused);
    if (!isRefused && !save.isPending) save.mutate(choices);
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Switch
        label={t('settings.notifications.mail')}
        checked={choices.mail}
        onChange={(event) => change({ mail: event.currentTarget.checked })}
      />
      {choices.mail && <MailFields choices={choices} change={change} />}
      {choices.mail && (
        <QuietFields
          quiet={choices.quiet}
          zone={zone}
          error={areTimesRefused ? t('settings.notifications.times') : undefined}
          change={change}
        />
      )}
      {save.isError && <FailureNote error={save.error} retrying={save.isPending} onRetry={submit} />}
      <Button type="submit" className={classes.submit} loading={save.isPending}>
        {t('settings.save')}
      </Button>
    </form>
  );
}

function MailFields({ choices, change }: { readonly choices: NotificationChoices; readonly change: Change }) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <MultiSelect
        label={t('settings.notifications.events')}
        value={choices.notMailed}
        data={EVENTS.map((event) => ({ value: event, label: t(`rules.event.${event}`) }))}
        onChange={(chosen) => change({ notMailed: EVENTS.filter((event) => chosen.includes(event)) })}
      />
      <NativeSelect
        label={t('rules.form.minSeverity')}
        value={choices.mailFrom}
        data={SEVERITIES.map((severity) => ({ value: severity, label: t(`severity.${severity}`) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ mailFrom: SEVERITIES.find((severity) => severity === value) ?? 'none' })
        }
      />
    </div>
  );
}

/** Those that are offered when somebody first wants any. */
const A_NIGHT = { from: '20:00', to: '07:00', criticalBreaksThrough: true };

interface QuietFieldsProps {
  readonly quiet: NotificationChoices['quiet'];
  readonly zone: string;
  readonly error: string | undefined;
  readonly change: Change;
}

function QuietFields({ quiet, zone, error, change }: QuietFieldsProps) {
  const { t } = useTranslation();
  // Switched off and on again, the times are those that were typed.
  const [last, setLast] = useState(quiet ?? A_NIGHT);
  const set = (changed: Partial<typeof A_NIGHT>): void => {
    const next = { ...last, ...changed };
    setLast(next);
    change({ quiet: next });
  };
  const time = (end: 'from' | 'to') => ({
    type: 'time',
    label: t(`settings.notifications.${end}`),
    value: last[end],
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => set({ [end]: event.currentTarget.value }),
  });
  return (
    <>
      <Switch
        label={t('settings.notifications.quiet')}
        description={t('settings.notifications.quietMeans', { zone })}
        checked={quiet !== null}
        onChange={(event) => change({ quiet: event.currentTarget.checked ? last : null })}
      />
      {quiet !== null && (
        <>
          <div className={classes.pair}>
            <TextInput {...time('from')} error={error !== undefined} />
            <TextInput {...time('to')} error={error} />
          </div>
          <Switch
            label={t('settings.notifications.critical')}
            checked={quiet.criticalBreaksThrough}
            onChange={(event) => set({ criticalBreaksThrough: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}

/** A time that is half typed is empty. */
const makeHours = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  from !== '' && to !== '' && from !== to;

function choicesOf({ mail, mailFrom, notMailed, quiet }: NotificationPreferencesView): NotificationChoices {
  return { mail, mailFrom, notMailed, quiet };
}
