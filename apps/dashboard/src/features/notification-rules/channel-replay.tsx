import type { ChannelView } from '@earshot/contracts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { useTimeStyle } from '../../shared/time/use-time';
import { instantOnWallClock, wallClockAt } from '../../shared/time/wall-clock';
import classes from './rules-page.module.css';
import { replayDeliveries } from './rules-query';
import { useSaving } from './use-saving';

const DAY_MS = 86_400_000;
/** A message is tried for some three days before its channel is switched off. */
const TRIED_MS = 4 * DAY_MS;

/** Sends again all that failed since a time: since the trouble began, where there is any. */
export function ChannelReplay({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const { zone } = useTimeStyle();
  const [written, setWritten] = useState(() => wallClockAt(beginningOf(channel), zone));
  const [isRefused, setIsRefused] = useState(false);
  const [again, setAgain] = useState<number | null>(null);
  const { saving } = useSaving(
    (from: Date) => replayDeliveries(channel.id, from),
    ({ again: count }) => setAgain(count),
  );
  const isOff = channel.state === 'off';
  const send = (): void => {
    const from = instantOnWallClock(written, zone);
    setIsRefused(from === null);
    if (from !== null && !saving.isPending) saving.mutate(from);
  };
  return (
    <form
      className={classes.replay}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOff) send();
      }}
    >
      <TextInput
        type="datetime-local"
        label={t('rules.replay.since')}
        description={t('snooze.zone', { zone })}
        value={written}
        error={isRefused ? t('rules.replay.incomplete') : undefined}
        onChange={(event) => {
          setWritten(event.currentTarget.value);
          setAgain(null);
        }}
      />
      <Button type="submit" size="compact-sm" variant="default" disabled={isOff} loading={saving.isPending}>
        {t('rules.replay.action')}
      </Button>
      <p className={classes.none} role="status">
        {isOff && t('rules.replay.off')}
        {again !== null && (again === 0 ? t('rules.replay.nothing') : t('rules.replay.done', { count: again }))}
      </p>
      {saving.isError && <FailureNote error={saving.error} retrying={saving.isPending} onRetry={send} />}
    </form>
  );
}

function beginningOf({ state, since }: ChannelView): Date {
  if (since === null) return new Date(Date.now() - DAY_MS);
  return new Date(new Date(since).getTime() - (state === 'off' ? TRIED_MS : 0));
}
