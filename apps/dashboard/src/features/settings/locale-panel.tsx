import type { CurrentUser, OwnSettings, Session } from '@earshot/contracts';
import { Button, NativeSelect, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, speak } from '../../i18n/i18n';
import { request } from '../../shared/api/request';
import { chooseLanguage } from '../../shared/preferences/preference';
import { sessionQuery } from '../../shared/session/session';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { showOutcome } from '../../shared/states/toasts';
import { formatInstantFully, formattingLocale } from '../../shared/time/format';
import { useNow } from '../../shared/time/use-time';
import { zonesWith } from '../../shared/time/zones';
import classes from './settings-page.module.css';

type Language = OwnSettings['language'];
const LANGUAGES = Object.entries(INTERFACE_LANGUAGES).map(([value, label]) => ({ value, label }));

/** The language and the zone of a person: of the dashboard, and of the mails that they get. */
export function LocalePanel({ user }: { readonly user: CurrentUser }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const now = useNow();
  const [language, setLanguage] = useState(i18n.language as Language);
  const [zone, setZone] = useState(user.zone);
  const save = useMutation({
    mutationFn: (settings: OwnSettings) => request<Session>('PUT', '/session/settings', { body: settings }),
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      chooseLanguage(session.user.language);
      await speak([session.user.language]);
      showOutcome({ text: i18n.t('settings.saved') });
    },
  });
  const style = { locale: formattingLocale(language, navigator.languages), zone };
  return (
    <Panel title={t('settings.locale')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ language, zone });
        }}
      >
        <NativeSelect
          label={t('account.language')}
          description={t('settings.languageMeans')}
          value={language}
          data={LANGUAGES}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        <Select
          label={t('settings.zone')}
          description={t('settings.zoneMeans', { now: formatInstantFully(now, style) })}
          value={zone}
          data={zonesWith(user.zone)}
          searchable
          allowDeselect={false}
          limit={200}
          nothingFoundMessage={t('settings.noZone')}
          onChange={(chosen) => chosen !== null && setZone(chosen)}
        />
        {save.isError && (
          <FailureNote error={save.error} retrying={save.isPending} onRetry={() => save.mutate({ language, zone })} />
        )}
        <Button type="submit" className={classes.submit} loading={save.isPending}>
          {t('settings.save')}
        </Button>
      </form>
    </Panel>
  );
}
