import type { ChannelView, RuleView } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/states/panel';
import { ChannelForm } from './channel-form';
import { ChannelItem } from './channel-item';
import { KeyNote } from './key-note';
import classes from './rules-page.module.css';

interface ChannelsPanelProps {
  readonly channels: readonly ChannelView[];
  readonly rules: readonly RuleView[];
}

/** The chats and systems of the house that are told. */
export function ChannelsPanel({ channels, rules }: ChannelsPanelProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  return (
    <Panel title={t('rules.channels.title')}>
      {channels.length === 0 && <p className={classes.none}>{t('rules.channels.none')}</p>}
      <ul className={classes.items}>
        {channels.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} rules={rules} />
        ))}
      </ul>
      {key !== null && <KeyNote signingKey={key} />}
      {adding ? (
        <ChannelForm
          channel={null}
          onClose={(made) => {
            setAdding(false);
            setKey(made);
          }}
        />
      ) : (
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('rules.channels.add')}
        </Button>
      )}
    </Panel>
  );
}
