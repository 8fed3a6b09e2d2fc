import { Button, Menu } from '@mantine/core';
import { IconBellOff, IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { SnoozeDateDialog } from '../../shared/snooze/snooze-date-dialog';
import { useSnoozePresets } from '../../shared/snooze/use-snooze-presets';
import { deedFailure } from '../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { formatInstant } from '../../shared/time/format';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import { useMute } from '../../shared/notifications/own-notifications-query';
import classes from './settings-page.module.css';

/** Is left in peace by everything until a time, and says until when. */
export function MuteControl({ mutedUntil }: { readonly mutedUntil: string | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const style = useTimeStyle();
  const mute = useMute();
  const [isChoosing, setIsChoosing] = useState(false);
  const isMuted = mutedUntil !== null && new Date(mutedUntil) > now;
  const words = (until: Date): string =>
    t('settings.notifications.muted', { until: formatInstant(until, new Date(), style) });
  const until = (instant: Date | null): void => {
    if (mute.isPending) return;
    mute.mutate(
      { until: instant?.toISOString() ?? null },
      {
        onSuccess: () => showOutcome({ text: instant === null ? t('settings.notifications.unmuted') : words(instant) }),
        onError: (error) => {
          const kind = failureKind(error);
          const text = kind === 'invalid' ? t('settings.notifications.muteInvalid') : deedFailure(t, kind);
          showFailure({ title: t(`failure.${kind}.title`), text });
        },
      },
    );
  };
  return (
    <div className={classes.muting}>
      <p className={classes.note}>{isMuted ? words(new Date(mutedUntil)) : t('settings.notifications.lead')}</p>
      {isMuted ? (
        <Button
          variant="default"
          loading={mute.isPending}
          leftSection={<IconBellRinging size={16} stroke={1.9} aria-hidden="true" />}
          onClick={() => until(null)}
        >
          {t('settings.notifications.unmute')}
        </Button>
      ) : (
        <MuteMenu isPending={mute.isPending} onChoose={until} onType={() => setIsChoosing(true)} />
      )}
      <SnoozeDateDialog
        label={t('settings.notifications.mute')}
        opened={isChoosing}
        onClose={() => setIsChoosing(false)}
        onChoose={until}
      />
    </div>
  );
}

interface MuteMenuProps {
  readonly isPending: boolean;
  readonly onChoose: (until: Date) => void;
  /** Another time than those that are offered. */
  readonly onType: () => void;
}

function MuteMenu({ isPending, onChoose, onType }: MuteMenuProps) {
  const { t } = useTranslation();
  const presets = useSnoozePresets();
  return (
    <Menu position="bottom-end" shadow="md" width={336}>
      <Menu.Target>
        <Button
          variant="default"
          loading={isPending}
          leftSection={<IconBellOff size={16} stroke={1.9} aria-hidden="true" />}
        >
          {t('settings.notifications.mute')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('settings.notifications.muteMeans')}</Menu.Label>
        {presets.map(({ name, until, words }) => (
          <Menu.Item key={name} onClick={() => onChoose(until)}>
            <span className={classes.preset}>
              {t(`snooze.preset.${name}`)}
              <span className={classes.when}>{words}</span>
            </span>
          </Menu.Item>
        ))}
        <Menu.Item onClick={onType}>{t('snooze.date')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
