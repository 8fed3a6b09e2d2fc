import type { ChannelView, RuleRequest, RuleView } from '@earshot/contracts';
import { Button, MultiSelect, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { FailureNote } from '../../shared/states/failure-note';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import { EVENTS, ROLES, SEVERITIES } from '../../shared/notifications/notification-names';
import { RulePreviewNote } from './rule-preview-note';
import classes from './rules-page.module.css';
import { previewRule, saveRule } from './rules-query';
import { faultsAt, useSaving } from './use-saving';

interface RuleFormProps {
  /** `null` adds one. */
  readonly rule: RuleView | null;
  readonly channels: readonly ChannelView[];
  readonly onClose: () => void;
}

/** What is told to whom, and whom it would have told lately. What was chosen stays until it is saved. */
export function RuleForm({ rule, channels, onClose }: RuleFormProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<RuleRequest>(() => beginning(rule));
  const { saving } = useSaving(() => saveRule(rule?.id ?? null, wanted), onClose);
  const preview = useMutation({ mutationFn: () => previewRule(wanted) });
  const fault = (field: string): string | undefined => faultsAt(saving.error ?? preview.error, field);
  const change = (changed: Partial<RuleRequest>): void => {
    setWanted((now) => ({ ...now, ...changed }));
    preview.reset();
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
      <TextInput
        label={t('rules.form.name')}
        value={wanted.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <WhatFields wanted={wanted} change={change} fault={fault} />
      <WhomFields wanted={wanted} change={change} fault={fault} channels={channels} />
      <Switch
        label={t('rules.form.enabled')}
        checked={wanted.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {preview.data !== undefined && <RulePreviewNote preview={preview.data} />}
      {(saving.error ?? preview.error) !== null && (
        <FailureNote
          error={saving.error ?? preview.error}
          retrying={saving.isPending || preview.isPending}
          onRetry={() => (saving.isError ? saving.mutate() : preview.mutate())}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving.isPending}>
          {t('rules.form.save')}
        </Button>
        <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
          {t('rules.preview.action')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('rules.form.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly wanted: RuleRequest;
  readonly change: (changed: Partial<RuleRequest>) => void;
  readonly fault: (field: string) => string | undefined;
}

function WhatFields({ wanted, change, fault }: FieldsProps) {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  return (
    <div className={classes.pair}>
      <MultiSelect
        label={t('rules.form.events')}
        placeholder={wanted.events.length === 0 ? t('rules.anyEvent') : undefined}
        value={wanted.events}
        error={fault('events')}
        data={EVENTS.map((event) => ({ value: event, label: t(`rules.event.${event}`) }))}
        onChange={(chosen) => change({ events: EVENTS.filter((event) => chosen.includes(event)) })}
      />
      <NativeSelect
        label={t('rules.form.minSeverity')}
        value={wanted.minSeverity}
        data={SEVERITIES.map((severity) => ({ value: severity, label: t(`severity.${severity}`) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ minSeverity: SEVERITIES.find((severity) => severity === value) ?? 'none' })
        }
      />
      <MultiSelect
        label={t('rules.form.sources')}
        placeholder={wanted.sourceIds.length === 0 ? t('rules.anySource') : undefined}
        value={wanted.sourceIds}
        error={fault('sourceIds')}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        onChange={(sourceIds) => change({ sourceIds })}
      />
    </div>
  );
}

function WhomFields({ wanted, change, fault, channels }: FieldsProps & { readonly channels: readonly ChannelView[] }) {
  const { t } = useTranslation();
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  return (
    <div className={classes.pair}>
      <MultiSelect
        label={t('rules.form.channels')}
        value={wanted.channelIds}
        error={fault('channelIds')}
        data={channels.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(channelIds) => change({ channelIds })}
      />
      <MultiSelect
        label={t('rules.form.roles')}
        value={wanted.roles}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        onChange={(chosen) => change({ roles: ROLES.filter((role) => chosen.includes(role)) })}
      />
      <MultiSelect
        label={t('rules.form.people')}
        value={wanted.userIds}
        error={fault('userIds')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        onChange={(userIds) => change({ userIds })}
      />
    </div>
  );
}

function beginning(rule: RuleView | null): RuleRequest {
  if (rule === null) {
    const nothing = { events: [], sourceIds: [], channelIds: [], roles: [], userIds: [] };
    return { name: '', enabled: true, minSeverity: 'none', ...nothing };
  }
  const { name, enabled, events, minSeverity, sourceIds, channelIds, roles, userIds } = rule;
  return { name, enabled, events, minSeverity, sourceIds, channelIds, roles, userIds };
}
