import type { ChannelView, RuleView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { RemoveDialog } from './remove-dialog';
import { RuleForm } from './rule-form';
import classes from './rules-page.module.css';
import { removeRule } from './rules-query';

interface RulesPanelProps {
  readonly rules: readonly RuleView[];
  readonly channels: readonly ChannelView[];
}

/** What is told to whom; the order of rules says nothing. */
export function RulesPanel({ rules, channels }: RulesPanelProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <Panel title={t('rules.list.title')}>
      <p className={classes.sentence}>{t('rules.list.lead')}</p>
      <ul className={classes.items}>
        {rules.map((rule) => (
          <Rule key={rule.id} rule={rule} channels={channels} />
        ))}
      </ul>
      {adding ? (
        <RuleForm rule={null} channels={channels} onClose={() => setAdding(false)} />
      ) : (
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('rules.list.add')}
        </Button>
      )}
    </Panel>
  );
}

interface RuleProps {
  readonly rule: RuleView;
  readonly channels: readonly ChannelView[];
}

function Rule({ rule, channels }: RuleProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'form' | 'remove' | null>(null);
  const told = [
    ...channels.filter(({ id }) => rule.channelIds.includes(id)).map(({ name }) => name),
    ...rule.roles.map((role) => t(`role.${role}`)),
    ...(rule.userIds.length === 0 ? [] : [t('rules.list.people', { count: rule.userIds.length })]),
  ];
  const events =
    rule.events.length === 0 ? t('rules.anyEvent') : rule.events.map((event) => t(`rules.event.${event}`)).join(', ');
  return (
    <li>
      <div className={classes.head}>
        <h3 className={classes.name}>
          <bdi>{rule.name}</bdi>
        </h3>
        {!rule.enabled && <span className={classes.facts}>{t('rules.list.off')}</span>}
      </div>
      <span className={classes.facts}>
        {events}
        {rule.minSeverity !== 'none' && ` · ${t('rules.list.from', { severity: t(`severity.${rule.minSeverity}`) })}`}
        {' → '}
        <bdi>{told.join(', ')}</bdi>
      </span>
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={open === 'form'}
          onClick={() => setOpen(open === 'form' ? null : 'form')}
        >
          {t('rules.edit')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen('remove')}>
          {t('rules.remove.action')}
        </Button>
      </div>
      {open === 'form' && <RuleForm rule={rule} channels={channels} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveDialog
          name={rule.name}
          text={t('rules.remove.rule')}
          remove={() => removeRule(rule.id)}
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  );
}
