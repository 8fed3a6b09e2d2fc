import type { AddChannelRequest, ChannelView } from '@earshot/contracts';
import { Button, Checkbox, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES } from '../../i18n/i18n';
import { useSession } from '../../shared/session/session';
import { FailureNote } from '../../shared/states/failure-note';
import { zonesWith } from '../../shared/time/zones';
import { CHANNEL_KINDS, useChannelKindName } from './channel-kinds';
import classes from './rules-page.module.css';
import { addChannel, changeChannel } from './rules-query';
import { useSaving } from './use-saving';

interface ChannelFormProps {
  /** `null` adds one. */
  readonly channel: ChannelView | null;
  /** @param key that signs, when one was made */
  readonly onClose: (key: string | null) => void;
}

/** How a channel is told. What was typed stays until it is saved; its address is only ever written. */
export function ChannelForm({ channel, onClose }: ChannelFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const kindName = useChannelKindName();
  const [wanted, setWanted] = useState<AddChannelRequest>(() => beginning(channel, user));
  const change = (changed: Partial<AddChannelRequest>): void => setWanted((now) => ({ ...now, ...changed }));
  const { saving, fault } = useSaving(async () => {
    if (channel === null) return (await addChannel(wanted)).key;
    const { name, url, language, zone, showsCustomers, everyMinutes } = wanted;
    const manner = { name, language, zone, showsCustomers, everyMinutes };
    await changeChannel(channel.id, { ...manner, enabled: channel.disabledAt === null, ...(url !== '' && { url }) });
    return null;
  }, onClose);
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <div className={classes.pair}>
        {channel === null && (
          <NativeSelect
            label={t('rules.form.kind')}
            value={wanted.kind}
            data={CHANNEL_KINDS.map((kind) => ({ value: kind, label: kindName(kind) }))}
            onChange={({ currentTarget: { value } }) =>
              change({ kind: CHANNEL_KINDS.find((kind) => kind === value) ?? 'slack' })
            }
          />
        )}
        <TextInput
          label={t('rules.form.name')}
          value={wanted.name}
          error={fault('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
      <TextInput
        type="url"
        label={t('rules.form.url')}
        description={channel === null ? t(`rules.urlHint.${wanted.kind}`) : t('rules.form.urlKept')}
        value={wanted.url}
        error={fault('url')}
        autoComplete="off"
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('rules.form.language')}
          value={wanted.language}
          error={fault('language')}
          data={Object.entries(INTERFACE_LANGUAGES).map(([value, label]) => ({ value, label }))}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
        <Select
          label={t('rules.form.zone')}
          value={wanted.zone}
          error={fault('zone')}
          data={zonesWith(wanted.zone)}
          searchable
          allowDeselect={false}
          limit={200}
          nothingFoundMessage={t('settings.noZone')}
          onChange={(zone) => zone !== null && change({ zone })}
        />
        {wanted.kind !== 'webhook' && (
          <NumberInput
            label={t('rules.form.everyMinutes')}
            description={t('rules.form.everyMinutesHint')}
            value={wanted.everyMinutes}
            error={fault('everyMinutes')}
            min={0}
            max={1440}
            allowDecimal={false}
            onChange={(minutes) => change({ everyMinutes: Number(minutes) })}
          />
        )}
      </div>
      <Checkbox
        label={t('rules.form.showsCustomers')}
        description={t('rules.form.showsCustomersHint')}
        checked={wanted.showsCustomers}
        onChange={(event) => change({ showsCustomers: event.currentTarget.checked })}
      />
      {saving.isError && (
        <FailureNote error={saving.error} retrying={saving.isPending} onRetry={() => saving.mutate()} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving.isPending}>
          {t('rules.form.save')}
        </Button>
        <Button variant="default" onClick={() => onClose(null)}>
          {t('rules.form.cancel')}
        </Button>
      </div>
    </form>
  );
}

function beginning(channel: ChannelView | null, user: { language: string; zone: string }): AddChannelRequest {
  const language = user.language.split('-')[0] ?? 'en';
  const fresh = { kind: 'slack', name: '', language, zone: user.zone, showsCustomers: false, everyMinutes: 0 } as const;
  if (channel === null) return { ...fresh, url: '' };
  const { kind, name, language: spoken, zone, showsCustomers, everyMinutes } = channel;
  return { kind, name, language: spoken, zone, showsCustomers, everyMinutes, url: '' };
}
