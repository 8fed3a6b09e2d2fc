import type { ChannelView, RuleView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { ChannelForm } from './channel-form';
import { useChannelKindName } from './channel-kinds';
import { ChannelLog } from './channel-log';
import { ChannelTrouble } from './channel-trouble';
import { KeyNote } from './key-note';
import { RemoveDialog } from './remove-dialog';
import { RotateKeyDialog } from './rotate-key-dialog';
import { rulesOfOneChannel } from './rules-of-one-channel';
import classes from './rules-page.module.css';
import { changeChannel, removeChannel, testChannel } from './rules-query';
import { useSaving } from './use-saving';

interface ChannelItemProps {
  readonly channel: ChannelView;
  /** All there are. */
  readonly rules: readonly RuleView[];
}

/** One channel: where it leads, whether it is told, and what can be done with it. */
export function ChannelItem({ channel, rules }: ChannelItemProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'form' | 'log' | 'key' | 'remove' | null>(null);
  const kindName = useChannelKindName();
  const [key, setKey] = useState<string | null>(null);
  const { id, name, kind, host, language, zone, showsCustomers, everyMinutes } = channel;
  const off = channel.disabledAt !== null;
  const place = useSoughtPlace(`channel-${id}`);
  const test = useSaving(
    () => testChannel(id),
    () => setOpen('log'),
  );
  const turn = useSaving(() => changeChannel(id, { name, language, zone, showsCustomers, everyMinutes, enabled: off }));
  const going = rulesOfOneChannel(rules, id).map((rule) => rule.name);
  const failed = [test, turn].find(({ saving }) => saving.isError)?.saving;
  const toggle = (part: 'form' | 'log'): void => setOpen(open === part ? null : part);
  return (
    <li ref={place} tabIndex={-1}>
      <div className={classes.head}>
        <h3 className={classes.name}>
          <bdi>{name}</bdi>
        </h3>
        <span className={classes.facts}>
          {kindName(kind)} · <bdi>{host}</bdi> · {t(`rules.channels.state.${channel.state}`)}
        </span>
      </div>
      <ChannelTrouble channel={channel} />
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          loading={test.saving.isPending}
          onClick={() => test.saving.mutate()}
        >
          {t('rules.channels.test')}
        </Button>
        <Button size="compact-sm" variant="default" aria-expanded={open === 'log'} onClick={() => toggle('log')}>
          {t('rules.channels.log')}
        </Button>
        <Button size="compact-sm" variant="default" aria-expanded={open === 'form'} onClick={() => toggle('form')}>
          {t('rules.edit')}
        </Button>
        {kind === 'webhook' && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('key')}>
            {t('rules.key.rotate')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={turn.saving.isPending}
          onClick={() => turn.saving.mutate()}
        >
          {off ? t('rules.channels.turnOn') : t('rules.channels.turnOff')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen('remove')}>
          {t('rules.remove.action')}
        </Button>
      </div>
      {key !== null && <KeyNote signingKey={key} />}
      {failed?.error !== undefined && failed.error !== null && (
        <FailureNote error={failed.error} retrying={failed.isPending} onRetry={() => failed.mutate()} />
      )}
      {open === 'form' && <ChannelForm channel={channel} onClose={() => setOpen(null)} />}
      {open === 'log' && <ChannelLog channel={channel} />}
      {open === 'key' && <RotateKeyDialog channel={channel} onMade={setKey} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveDialog
          name={name}
          text={[
            t('rules.remove.channel'),
            ...(going.length === 0 ? [] : [t('rules.remove.withRules', { rules: going.join(', ') })]),
          ].join(' ')}
          remove={() => removeChannel(id)}
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  );
}

/** Where the address names the element, it is gone to: it comes after the page, so that the browser does not find it. */
function useSoughtPlace(name: string) {
  const place = useRef<HTMLLIElement>(null);
  const isSought = useLocation({ select: ({ hash }) => hash === name });
  useEffect(() => {
    if (isSought) place.current?.focus();
  }, [isSought]);
  return place;
}
